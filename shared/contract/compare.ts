import { z } from 'zod';
import { attributeMapSchema } from '../model/attributeValue.ts';
import { changeSchema } from '../model/diff.ts';
import { handleSchema, rangeSchema, voidSchema } from './common.ts';
import { query, stream } from './define.ts';

/** One side of a comparison: an opened task up to an event (left out: all of it), or its stored projection. */
export const sideSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('events'), handle: handleSchema, seq: z.int().min(0).optional() }),
  z.object({ kind: z.literal('stored'), handle: handleSchema }),
]);

/** One side of a comparison. */
export type Side = z.infer<typeof sideSchema>;

/** Two sides to be compared. */
export const pairSchema = z.object({ left: sideSchema, right: sideSchema });

/** Two sides to be compared. */
export type SidePair = z.infer<typeof pairSchema>;

/**
 * How two events stand to each other: equal but for number, key, time and ids; `changed`: of one type, with another
 * payload; or an event that only one side has.
 */
export const pairingSchema = z.enum(['same', 'changed', 'left', 'right']);

/** How two events stand to each other. */
export type Pairing = z.infer<typeof pairingSchema>;

const placeSchema = z.object({ seq: z.int(), type: z.string() });

/** A row of aligned events that differ, and what stands in it. */
export const differenceSchema = z.object({
  row: z.int().min(0),
  kind: pairingSchema,
  left: placeSchema.optional(),
  right: placeSchema.optional(),
});

/** A row of aligned events that differ. */
export type Difference = z.infer<typeof differenceSchema>;

/** A side that ends at an event which its stream does not have, and what the stream has. */
export const missingEndSchema = z.object({
  side: z.enum(['left', 'right']),
  events: z.int(),
  /** The first and the last sequence; 0 where there is no event. */
  firstSeq: z.int(),
  lastSeq: z.int(),
});

/** A side that ends at an event which its stream does not have. */
export type MissingEnd = z.infer<typeof missingEndSchema>;

/** What a comparison came to. */
export const comparisonSummarySchema = z.object({
  /** How far events have been compared, of how many on both sides together. */
  done: z.int(),
  total: z.int(),
  complete: z.boolean(),
  /** Rows of each kind; all 0 until complete. */
  rows: z.object({ same: z.int(), changed: z.int(), left: z.int(), right: z.int() }),
  /** The first row that differs at all, and the first at which one side has an event that the other lacks. */
  first: differenceSchema.nullable(),
  firstMissing: differenceSchema.nullable(),
  /** Whether no alignment with fewer differences exists: where very much differs, a good one is taken. */
  shortest: z.boolean(),
  /** How many attributes differ between the two ends. */
  ends: z.int(),
  /** Sides whose event is not there. Where there is one, nothing is compared. */
  missingEnds: z.array(missingEndSchema),
});

/** What a comparison came to. */
export type ComparisonSummary = z.infer<typeof comparisonSummarySchema>;

const rowEndSchema = z.object({ seq: z.int(), type: z.string(), at: z.string(), gist: z.string() });

/** One row of aligned events. */
export const comparedRowSchema = z.object({
  kind: pairingSchema,
  left: rowEndSchema.optional(),
  right: rowEndSchema.optional(),
});

/** One row of aligned events. */
export type ComparedRow = z.infer<typeof comparedRowSchema>;

/** Two documents and what leads from the left one to the right one. */
const documentsSchema = z.object({
  left: attributeMapSchema,
  right: attributeMapSchema,
  changes: z.array(changeSchema),
});

/** Both sides at one row: their states after it, and the payloads where the events differ in them. */
export const comparedPointSchema = z.object({
  row: z.int(),
  /** The last event that each state has seen; 0: none; absent: the stored projection. */
  leftSeq: z.int().optional(),
  rightSeq: z.int().optional(),
  states: documentsSchema,
  payloads: documentsSchema.nullable(),
});

/** Both sides at one row. */
export type ComparedPoint = z.infer<typeof comparedPointSchema>;

/** Opened tasks, or points of one, side by side. */
export const compare = {
  /** Aligns the events of both sides; tells how far it has come, and in the end what it came to. */
  align: stream(pairSchema, comparisonSummarySchema, voidSchema),
  /** Rows of aligned events, in order; none before `align` has ended. */
  rows: query(
    pairSchema.extend({ range: rangeSchema }),
    z.object({ version: z.int(), total: z.int(), rows: z.array(comparedRowSchema) }),
  ),
  /** Both sides at a row; at one below the first (-1) both are as before the first event. */
  at: query(pairSchema.extend({ row: z.int().min(-1) }), comparedPointSchema),
  /** The nearest row after or before `row` that differs; null when none does. */
  next: query(
    pairSchema.extend({ row: z.int().min(-1), towards: z.enum(['forward', 'back']) }),
    z.object({ row: z.int().nullable() }),
  ),
};
