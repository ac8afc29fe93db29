import { z } from 'zod';
import { rebuildPlanSchema, rebuildRunSchema, rebuildTotalsSchema } from '../model/rebuild.ts';
import { plannedRowSchema, rebuildPlanningSchema } from '../model/rebuildPlanning.ts';
import { rebuildRowSchema, rebuildStorySchema } from '../model/rebuildStory.ts';
import { handleSchema, rangeSchema, tableRefSchema, taskRefSchema, voidSchema } from './common.ts';
import { command, query, stream } from './define.ts';

/** Most tasks named one by one; of a list, every task is taken whose projection drifts or is missing. */
export const MOST_NAMED = 10_000;

const namedSchema = z.object({
  kind: z.literal('tasks'),
  tasks: z.array(z.string().min(1)).min(1).max(MOST_NAMED),
});
const driftingSchema = z.object({ kind: z.literal('drifting'), list: handleSchema });

/** What is planned: some tasks by name, or all of an opened list that drift. */
export const rebuildScopeSchema = z.discriminatedUnion('kind', [namedSchema, driftingSchema]);

/** What is planned. */
export type RebuildScope = z.infer<typeof rebuildScopeSchema>;

/** Which tasks are rebuilt: also those that are chosen in an opened plan, or one whose plan was looked at, only as it was then. */
export const rebuildWhichSchema = z.discriminatedUnion('kind', [
  namedSchema,
  driftingSchema,
  z.object({ kind: z.literal('planned'), plan: handleSchema }),
  z.object({ kind: z.literal('seen'), task: z.string().min(1), digest: z.number() }),
]);

/** Which tasks are rebuilt. */
export type RebuildWhich = z.infer<typeof rebuildWhichSchema>;

/** Which tasks of a plan are chosen, or no longer: all, those of one cause, or some by name. */
export const plannedWhichSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('cause'), key: z.string() }),
  z.object({ kind: z.literal('task'), task: z.string() }),
]);

/** Which tasks of a plan are chosen. */
export type PlannedWhich = z.infer<typeof plannedWhichSchema>;

/** How the tasks of a run are listed: as they are gone through, or what went wrong first. */
export const rebuildOrderSchema = z.enum(['asListed', 'troubleFirst']);

/** How the tasks of a run are listed. */
export type RebuildOrder = z.infer<typeof rebuildOrderSchema>;

const runRefSchema = tableRefSchema.extend({ run: z.string().min(1) });

/** How far a run is. What became of each task stays in the host: it is asked for in ranges. */
export const rebuildProgressSchema = z.object({
  run: z.string(),
  done: z.int().min(0),
  total: z.int().min(0),
  totals: rebuildTotalsSchema,
});

/** How far a run is. */
export type RebuildProgress = z.infer<typeof rebuildProgressSchema>;

/** How fast projections are written; undefined: as fast as the table takes them, one after another. */
const paceSchema = z.number().positive().max(1000).optional();

/** Projections rewritten from the replay: tried first, journalled, taken back on request. */
export const rebuild = {
  /** What rebuilding a task would do now; writes nothing. */
  plan: query(taskRefSchema, rebuildPlanSchema),
  /** Plans many, tells how far that is, and keeps what was found until the call is cancelled or the port closes. */
  planMany: stream(tableRefSchema.extend({ scope: rebuildScopeSchema }), rebuildPlanningSchema, voidSchema),
  planned: query(
    z.object({ handle: handleSchema, range: rangeSchema }),
    z.object({ version: z.int(), total: z.int(), rows: z.array(plannedRowSchema) }),
  ),
  /** Takes tasks of a plan in or leaves them out; settles when `planned` says so. */
  choose: command(
    z.object({ handle: handleSchema, which: plannedWhichSchema, isChosen: z.boolean() }),
    voidSchema,
  ),
  /** Ends the replaying for a plan; what was replayed until then stays. */
  stopPlanning: command(z.object({ handle: handleSchema }), voidSchema),
  /** Rebuilds tasks one after another; cancelling stops before the next one. */
  run: stream(
    tableRefSchema.extend({ which: rebuildWhichSchema, perSecond: paceSchema }),
    rebuildProgressSchema,
    rebuildRunSchema,
  ),
  /** Goes on with a run that ended early. Fails with `NotFound` when there is none. */
  resume: stream(runRefSchema.extend({ perSecond: paceSchema }), rebuildProgressSchema, rebuildRunSchema),
  /** Puts back what a run had replaced, newest first; left out `tasks`: of every task. */
  undo: stream(
    runRefSchema.extend({ tasks: z.array(z.string().min(1)).min(1).max(MOST_NAMED).optional() }),
    rebuildProgressSchema,
    rebuildRunSchema,
  ),
  /** Past runs of a table, newest first. */
  runs: query(tableRefSchema, z.object({ runs: z.array(rebuildRunSchema) })),
  /** The tasks of a run and what became of each. Fails with `NotFound` when there is no such run. */
  tasks: query(
    runRefSchema.extend({ order: rebuildOrderSchema, range: rangeSchema }),
    z.object({ version: z.int(), total: z.int(), rows: z.array(rebuildRowSchema) }),
  ),
  /** What became of one task of a run, its projection before against after. Fails as `tasks`. */
  story: query(runRefSchema.extend({ task: z.string().min(1) }), rebuildStorySchema),
};
