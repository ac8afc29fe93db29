import { z } from 'zod';
import { attributeValueSchema } from '../model/attributeValue.ts';
import { diffPathSchema } from '../model/diff.ts';
import { handleSchema, rangeSchema, voidSchema } from './common.ts';
import { query, stream } from './define.ts';

/** Where an event stands: its number, its type, and its time as written. */
const eventPlaceSchema = z.object({ seq: z.int().min(0), type: z.string(), at: z.string() });

/** Which event last changed what, in the state after `seq`. */
export const fieldBlameSchema = z.object({
  version: z.int(),
  seq: z.int().min(0),
  /**
   * Attributes, nested ones too, and the event that changed each last; a map or a list counts as changed by what
   * changed within it. `seq` 0: it was there before the first event.
   */
  fields: z.array(eventPlaceSchema.extend({ path: diffPathSchema })),
  /** Whether there is no more to come. A field that is missing then lies deeper than is looked at. */
  complete: z.boolean(),
});

/** Which event last changed what. */
export type FieldBlame = z.infer<typeof fieldBlameSchema>;

/** A few changes of a field that are drawn as one, by the last of them. */
const historyPointSchema = z.object({
  seq: z.int(),
  /** Where in the stream, from 0 (first event) to 1 (last). */
  x: z.number(),
  count: z.int(),
  /** The value after it, as short text; null: the field went. */
  text: z.string().nullable(),
  /** The value, where it is a number, and the least and greatest of those drawn as one. */
  number: z.number().optional(),
  low: z.number().optional(),
  high: z.number().optional(),
});

/** The history of a field, reduced to what can be drawn. */
export const fieldHistorySchema = z.object({
  version: z.int(),
  path: diffPathSchema,
  /** Whether every value that it had is a number. */
  numeric: z.boolean(),
  changes: z.int(),
  /** How many events have been looked through, of how many. */
  looked: z.int(),
  events: z.int(),
  complete: z.boolean(),
  points: z.array(historyPointSchema),
});

/** The history of a field, reduced to what can be drawn. */
export type FieldHistory = z.infer<typeof fieldHistorySchema>;

/** One change of a field; a side that lacks the field leaves it out. */
export const fieldChangeSchema = eventPlaceSchema.extend({
  before: attributeValueSchema.optional(),
  after: attributeValueSchema.optional(),
});

/** One change of a field. */
export type FieldChange = z.infer<typeof fieldChangeSchema>;

/** Which event set which field of an opened task. */
export const blame = {
  /** Tells what is known as it is found, looking back from `seq`; ends when everything is. */
  fields: stream(z.object({ handle: handleSchema, seq: z.int().min(0) }), fieldBlameSchema, voidSchema),
  /** Tells a field's history as it is found, in about `buckets` points; ends when every event has been looked at. */
  history: stream(
    z.object({ handle: handleSchema, path: diffPathSchema, buckets: z.int().min(10).max(1000) }),
    fieldHistorySchema,
    voidSchema,
  ),
  /** Rows of all changes of a field found so far, oldest first. */
  changes: query(
    z.object({ handle: handleSchema, path: diffPathSchema, range: rangeSchema }),
    z.object({ version: z.int(), total: z.int(), rows: z.array(fieldChangeSchema) }),
  ),
};
