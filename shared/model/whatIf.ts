import { z } from 'zod';
import { attributeValueSchema } from './attributeValue.ts';
import { slowReducerSchema } from './slowReducer.ts';
import { sequenceSchema } from './taskEvent.ts';

/**
 * Which reducer of a table: its own, the chosen file as it was when chosen, that file as it was last loaded, or another
 * file that the reader named, as it is when it is asked for.
 */
export const whatIfReducerSchema = z.union([
  z.enum(['own', 'chosen', 'now']),
  z.object({ file: z.string().min(1) }),
]);

/** Which reducer of a table. */
export type WhatIfReducer = z.infer<typeof whatIfReducerSchema>;

/** A task that two reducers leave in different states. */
export const whatIfExampleSchema = z.object({
  task: z.string(),
  /** The event since which the field differs. */
  seq: sequenceSchema,
  /** The field at the end, by either reducer; a side that lacks it leaves it out. */
  a: attributeValueSchema.optional(),
  b: attributeValueSchema.optional(),
});

/** A task that two reducers leave in different states. */
export type WhatIfExample = z.infer<typeof whatIfExampleSchema>;

/** Tasks that end with another value in one field, since an event of one type. */
export const whatIfGroupSchema = z.object({
  field: z.string(),
  type: z.string(),
  tasks: z.int().min(1),
  /** Some of them, those met first. */
  examples: z.array(whatIfExampleSchema),
});

/** Tasks that end with another value in one field, since an event of one type. */
export type WhatIfGroup = z.infer<typeof whatIfGroupSchema>;

/** How two reducers compare over the tasks seen so far. */
export const whatIfReportSchema = z.object({
  tasks: z.int().min(0),
  events: z.int().min(0),
  /** Tasks that end in different states. */
  differing: z.int().min(0),
  /** Tasks at some event of which a reducer failed. */
  failed: z.object({ a: z.int().min(0), b: z.int().min(0) }),
  /** Most tasks first. */
  groups: z.array(whatIfGroupSchema),
  /** How many groups there are in all. */
  groupCount: z.int().min(0),
  /** Of tasks that were named: those of which nothing is in the table. */
  absent: z.array(z.string()).optional(),
});

/** How two reducers compare over the tasks seen so far. */
export type WhatIfReport = z.infer<typeof whatIfReportSchema>;

/** How far a comparison has come, and what it has found so far. */
export const whatIfProgressSchema = z.object({
  report: whatIfReportSchema,
  /** Tasks that both reducers have folded, or that turned out to have no events. */
  done: z.int().min(0),
  /** How many there are; of a whole table an estimate. Absent while nothing is known. */
  total: z.int().min(0).optional(),
  /** Items read so far. */
  items: z.int().min(0),
  /** While one of the two takes its time: where it is. */
  slow: slowReducerSchema.optional(),
});

/** How far a comparison has come. */
export type WhatIfProgress = z.infer<typeof whatIfProgressSchema>;
