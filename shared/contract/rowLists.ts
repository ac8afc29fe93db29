import { z } from 'zod';
import { handleSchema, rangeSchema, tableRefSchema, voidSchema } from './common.ts';
import { command, query, stream, type Schema } from './define.ts';

/** Progress of reading a list of rows, and later every change of it. */
export const rowListProgressSchema = z.object({
  handle: handleSchema,
  /** Rises whenever rows may have changed. */
  version: z.int(),
  /** Rows read so far by the reading that is under way, or by the last one. */
  rows: z.int().min(0),
  /** Whether everything has been read; the stream then stays open and tells of changes. */
  complete: z.boolean(),
  /** Read capacity consumed, where the server tells it. */
  units: z.number().optional(),
  /** An estimate of how many rows there will be. */
  expected: z.int().optional(),
});

/** Progress of reading a list of rows. */
export type RowListProgress = z.infer<typeof rowListProgressSchema>;

/** The filter of a list that is narrowed by text alone. */
export const textFilterSchema = z.object({ text: z.string().default('') });

/** The filter of a list that is narrowed by text alone. */
export type TextFilter = z.infer<typeof textFilterSchema>;

/**
 * The entries of a list whose rows stay in the host, to be spread into a domain of the contract. `query` decides what
 * is read from the table: another one is another list. `filter` narrows and orders what was read, and costs no read.
 */
export const rowLists = <Q extends Schema, F extends Schema, R extends Schema>(schemas: {
  readonly query: Q;
  readonly filter: F;
  readonly row: R;
}) => ({
  /** Reads the rows and keeps them until the call is cancelled or the port closes; then the handle is gone. */
  open: stream(tableRefSchema.extend({ query: schemas.query }), rowListProgressSchema, voidSchema),
  range: query(
    z.object({ handle: handleSchema, filter: schemas.filter, range: rangeSchema }),
    z.object({ version: z.int(), total: z.int(), rows: z.array(schemas.row) }),
  ),
  /** Where the row with `key` stands in the filtered order, counted from 0, or null. */
  indexOf: query(
    z.object({ handle: handleSchema, filter: schemas.filter, key: z.string() }),
    z.object({ index: z.int().min(0).nullable() }),
  ),
  /** Reads everything again into the same handle; the rows that are there stay until then. */
  reload: command(z.object({ handle: handleSchema }), voidSchema),
});
