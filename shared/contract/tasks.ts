import { z } from 'zod';
import { severitySchema } from '../model/finding.ts';
import { slowReducerSchema } from '../model/slowReducer.ts';
import { handleSchema, rangeSchema, tableRefSchema, voidSchema } from './common.ts';
import { command, query, stream } from './define.ts';

/** One task in the list. */
export const taskRowSchema = z.object({
  task: z.string(),
  /** Stored status as it stands; absent when there is no projection or it carries none. */
  status: z.string().optional(),
  /** Status after replaying every event; absent when there are no events. */
  replayedStatus: z.string().optional(),
  title: z.string().optional(),
  /** Type of the last event. */
  lastType: z.string().optional(),
  lastSeq: z.int().min(0),
  events: z.int().min(0),
  attempts: z.int().min(0),
  /** RFC 3339 time of the last event, or else of the projection. */
  changedAt: z.string().optional(),
  findings: z.object({ error: z.int(), warning: z.int(), worst: severitySchema.optional() }),
});

/** One task in the list. */
export type TaskRow = z.infer<typeof taskRowSchema>;

/**
 * What narrows and orders the list. `text` matches id, title, and any text of the projection, or else an id in it.
 * `oldest`: open tasks first, those that have gone longest without a change on top.
 */
export const taskFilterSchema = z.object({
  statuses: z.array(z.string()).default([]),
  text: z.string().default(''),
  onlyFindings: z.boolean().default(false),
  order: z.enum(['recent', 'id', 'worst', 'oldest']).default('recent'),
});

/** What narrows and orders the list. */
export type TaskFilter = z.infer<typeof taskFilterSchema>;

/** Counts of the whole table, drawn above the list. */
export const taskOverviewSchema = z.object({
  total: z.int(),
  byStatus: z.array(z.object({ status: z.string(), count: z.int() })),
  /** Tasks with at least one finding of severity error. */
  withErrors: z.int(),
  withWarnings: z.int(),
  /** Tasks whose projection drifts or is missing. */
  drifting: z.int(),
  oldestOpen: z.object({ task: z.string(), status: z.string(), changedAt: z.string() }).nullable(),
  /** Open (non-terminal) tasks by age of their last change, in buckets with an upper bound in ms (null: no bound). */
  openByAge: z.array(z.object({ upToMs: z.number().nullable(), label: z.string(), count: z.int() })),
});

/** Counts of the whole table. */
export type TaskOverview = z.infer<typeof taskOverviewSchema>;

/** Progress of listing a table; `version` rises whenever rows may have changed. */
export const taskListProgressSchema = z.object({
  handle: handleSchema,
  phase: z.enum(['reading', 'ready']),
  version: z.int(),
  tasks: z.int(),
  items: z.int(),
  units: z.number(),
  /** DynamoDB's own count of items, for an estimate; may be stale. */
  expectedItems: z.int().optional(),
  /** While a reducer of the reader's own keeps the reading waiting: where it is. */
  slow: slowReducerSchema.optional(),
});

/** Progress of listing a table. */
export type TaskListProgress = z.infer<typeof taskListProgressSchema>;

/** The tasks of a table. Rows stay in the host; the window asks for ranges. */
export const tasks = {
  /** Reads the table and keeps its index until the call is cancelled or the port closes; then the handle is gone. */
  open: stream(tableRefSchema, taskListProgressSchema, voidSchema),
  range: query(
    z.object({ handle: handleSchema, filter: taskFilterSchema, range: rangeSchema }),
    z.object({ version: z.int(), total: z.int(), rows: z.array(taskRowSchema) }),
  ),
  /** Where `task` stands in the filtered order, counted from 0, or null. */
  indexOf: query(
    z.object({ handle: handleSchema, filter: taskFilterSchema, task: z.string() }),
    z.object({ index: z.int().min(0).nullable() }),
  ),
  overview: query(z.object({ handle: handleSchema, now: z.string() }), taskOverviewSchema),
  /** Tasks whose id, title, order number, correlation or idempotency key contains `text`, or else a word of it; for the palette. */
  find: query(
    z.object({ handle: handleSchema, text: z.string(), limit: z.int().min(1).max(100) }),
    z.array(taskRowSchema),
  ),
  /** Reads the whole table again into the same handle. */
  reload: command(z.object({ handle: handleSchema }), voidSchema),
};
