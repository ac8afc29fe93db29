import { z } from 'zod';
import {
  rebuildPlanSchema,
  rebuildResultSchema,
  rebuildRunSchema,
  rebuildTotalsSchema,
} from '../model/rebuild.ts';
import { handleSchema, tableRefSchema, taskRefSchema } from './common.ts';
import { query, stream } from './define.ts';

/** Most tasks named one by one; of a list, every drifting task is taken. */
export const MOST_NAMED = 10_000;

/** Which tasks are rebuilt: some by name, or all of an opened list that drift. */
export const rebuildWhichSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tasks'), tasks: z.array(z.string().min(1)).min(1).max(MOST_NAMED) }),
  z.object({ kind: z.literal('drifting'), list: handleSchema }),
]);

/** Which tasks are rebuilt. */
export type RebuildWhich = z.infer<typeof rebuildWhichSchema>;

const runRefSchema = tableRefSchema.extend({ run: z.string().min(1) });

/** One task of a run that has ended, with the counts so far. */
export const rebuildProgressSchema = z.object({
  run: z.string(),
  done: z.int().min(0),
  total: z.int().min(0),
  task: z.string().optional(),
  result: rebuildResultSchema.optional(),
  totals: rebuildTotalsSchema,
});

/** One task of a run that has ended. */
export type RebuildProgress = z.infer<typeof rebuildProgressSchema>;

/** How fast projections are written; undefined: as fast as the table takes them, one after another. */
const paceSchema = z.number().positive().max(1000).optional();

/** Projections rewritten from the replay: tried first, journalled, taken back on request. */
export const rebuild = {
  /** What rebuilding a task would do now; writes nothing. */
  plan: query(taskRefSchema, rebuildPlanSchema),
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
    runRefSchema.extend({ tasks: z.array(z.string()).optional() }),
    rebuildProgressSchema,
    rebuildRunSchema,
  ),
  /** Past runs of a table, newest first. */
  runs: query(tableRefSchema, z.object({ runs: z.array(rebuildRunSchema) })),
};
