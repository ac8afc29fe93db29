import { z } from 'zod';
import { driftClassSchema } from './finding.ts';

/** How a projection stands to its replay: as a drift's class, or it is not there at all. */
export const plannedClassSchema = z.enum([...driftClassSchema.options, 'absent']);

/** What rebuilding a task would do, in short: what fits in a row. The diff is asked for one by one. */
export const plannedTaskSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rewrite'),
    class: plannedClassSchema,
    /** The fields that would change, sorted; at most {@link MOST_FIELDS} of them. */
    fields: z.array(z.string()),
    fieldCount: z.int(),
    /** Names the cause that it shares with others. */
    cause: z.string(),
  }),
  z.object({ kind: z.literal('agrees') }),
  z.object({ kind: z.literal('impossible'), reason: z.string() }),
  z.object({ kind: z.literal('damaged') }),
  /** It could not be replayed. */
  z.object({ kind: z.literal('failed'), reason: z.string() }),
]);

/** What rebuilding a task would do, in short. */
export type PlannedTask = z.infer<typeof plannedTaskSchema>;

/** Most fields that a row names. */
export const MOST_FIELDS = 8;

/** One task of a plan. */
export const plannedRowSchema = z.object({
  task: z.string(),
  /** Null: not replayed yet. */
  plan: plannedTaskSchema.nullable(),
  /** Whether it is to be rebuilt, if it can be. */
  isChosen: z.boolean(),
});

/** One task of a plan. */
export type PlannedRow = z.infer<typeof plannedRowSchema>;

/** Tasks of a plan that would change in the same fields for the same reason. */
export const plannedCauseSchema = z.object({
  key: z.string(),
  class: plannedClassSchema,
  fields: z.array(z.string()),
  fieldCount: z.int(),
  tasks: z.int(),
  chosen: z.int(),
});

/** Tasks of a plan that would change in the same fields for the same reason. */
export type PlannedCause = z.infer<typeof plannedCauseSchema>;

/** How far the planning of many rebuilds is. Nothing is written by it. */
export const rebuildPlanningSchema = z.object({
  handle: z.string().min(1),
  /** Rises whenever rows have changed. */
  version: z.int(),
  /** `stopped`: the reader ended it early; what was replayed until then can be rebuilt. */
  phase: z.enum(['planning', 'ready', 'stopped']),
  total: z.int().min(0),
  done: z.int().min(0),
  /** How many would be written, and how many of those are chosen. */
  rewrites: z.int().min(0),
  chosen: z.int().min(0),
  agrees: z.int().min(0),
  /** Impossible or damaged. */
  refused: z.int().min(0),
  failed: z.int().min(0),
  /** The largest first. */
  causes: z.array(plannedCauseSchema),
  causeCount: z.int().min(0),
});

/** How far the planning of many rebuilds is. */
export type RebuildPlanning = z.infer<typeof rebuildPlanningSchema>;
