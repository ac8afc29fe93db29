import { z } from 'zod';
import { tableDescriptionSchema } from '../model/layout.ts';
import { tableRefSchema } from './common.ts';
import { command, query, stream } from './define.ts';

/** The tables of a connection. */
export const tables = {
  /** Every table with its description and layout, one by one as they are read. `failed` names those that could not be described. */
  list: stream(
    z.object({ connection: z.string() }),
    tableDescriptionSchema,
    z.object({ total: z.int(), failed: z.array(z.object({ table: z.string(), reason: z.string() })) }),
  ),
  describe: query(tableRefSchema, tableDescriptionSchema),
  /**
   * Reads a table in this layout from now on, or with null in the one detected: by the name of a layout with panes of
   * its own, or of a layout file. Refused when its key cannot carry it.
   */
  chooseLayout: command(
    tableRefSchema.extend({ layout: z.string().min(1).nullable() }),
    tableDescriptionSchema,
  ),
};
