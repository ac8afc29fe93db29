import { z } from 'zod';
import { attributeMapSchema } from './attributeValue.ts';
import { changeSchema } from './diff.ts';
import { driftSchema, findingSchema } from './finding.ts';

/**
 * What rebuilding a task's projection would do, and why it would not. `before` and `after` are the projection's fields,
 * keys and write marks left out; `before` is null where there is no projection yet.
 */
export const rebuildPlanSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rewrite'),
    task: z.string(),
    /** The last event that the new projection has seen. */
    seq: z.int().min(1),
    before: attributeMapSchema.nullable(),
    after: attributeMapSchema,
    changes: z.array(changeSchema),
    drift: driftSchema.nullable(),
    /** Names what would be written over what: given back, nothing else is written. */
    digest: z.number().optional(),
  }),
  z.object({ kind: z.literal('agrees'), task: z.string(), seq: z.int().min(0) }),
  /** Nothing can be rebuilt: there are no events, or nothing tells whether one came meanwhile. */
  z.object({ kind: z.literal('impossible'), task: z.string(), reason: z.string() }),
  /** The stream has holes or the reducer fails at it, so its replay is no better than the projection; `findings` tell which. */
  z.object({ kind: z.literal('damaged'), task: z.string(), findings: z.array(findingSchema) }),
]);

/** What rebuilding a task's projection would do. */
export type RebuildPlan = z.infer<typeof rebuildPlanSchema>;

/**
 * What became of one task. Only `written` wrote something; of `unknown` nobody can say. `projectionChanged`: somebody
 * wrote the projection since it was read; `eventsCame`: somebody appended an event; `planChanged`: what would be written
 * is no longer what the reader had looked at.
 */
export const rebuildResultSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('written'),
    before: attributeMapSchema.nullable(),
    after: attributeMapSchema.nullable(),
  }),
  z.object({ outcome: z.literal('agrees') }),
  z.object({ outcome: z.literal('impossible'), reason: z.string() }),
  z.object({ outcome: z.literal('damaged'), findings: z.array(findingSchema) }),
  z.object({ outcome: z.literal('projectionChanged'), met: attributeMapSchema.nullable() }),
  z.object({ outcome: z.literal('eventsCame') }),
  z.object({ outcome: z.literal('planChanged') }),
  z.object({ outcome: z.literal('unknown'), message: z.string() }),
  z.object({ outcome: z.literal('failed'), code: z.string(), message: z.string() }),
]);

/** What became of one task. */
export type RebuildResult = z.infer<typeof rebuildResultSchema>;

/** What a rebuild is about to write, journalled before it is: whole items, keys among them. */
export const rebuildIntentSchema = z.object({
  task: z.string(),
  table: z.string(),
  key: attributeMapSchema,
  /** The attribute that names the write on the item. */
  mark: z.string().optional(),
  before: attributeMapSchema.optional(),
  after: attributeMapSchema,
  writeId: z.string(),
});

/** What a rebuild is about to write. */
export type RebuildIntent = z.infer<typeof rebuildIntentSchema>;

/** How many tasks ended in which way. */
export const rebuildTotalsSchema = z.object({
  tasks: z.int().min(0),
  written: z.int().min(0),
  agrees: z.int().min(0),
  /** Conditions that did not hold: the projection changed, events came, or it is no longer what was looked at. */
  lost: z.int().min(0),
  /** Impossible or damaged. */
  refused: z.int().min(0),
  /** Failed, or of unknown outcome. */
  failed: z.int().min(0),
  undone: z.int().min(0),
  /** Written, or perhaps written, and not put back. */
  undoable: z.int().min(0),
});

/** How many tasks ended in which way. */
export type RebuildTotals = z.infer<typeof rebuildTotalsSchema>;

/** A rebuild as it is journalled. `interrupted`: it ended before its last task, and can go on. */
export const rebuildRunSchema = z.object({
  run: z.string(),
  /** RFC 3339, when it began. */
  at: z.string(),
  table: z.string(),
  state: z.enum(['running', 'done', 'interrupted']),
  totals: rebuildTotalsSchema,
  /** Why an interrupted one would not go on now: a sentence. */
  refusal: z.string().optional(),
});

/** A rebuild as it is journalled. */
export type RebuildRun = z.infer<typeof rebuildRunSchema>;

/** The class of a result, for counting. */
export function totalOf(
  result: Pick<RebuildResult, 'outcome'>,
): keyof Omit<RebuildTotals, 'tasks' | 'undone' | 'undoable'> {
  switch (result.outcome) {
    case 'written':
    case 'agrees':
      return result.outcome;
    case 'projectionChanged':
    case 'eventsCame':
    case 'planChanged':
      return 'lost';
    case 'impossible':
    case 'damaged':
      return 'refused';
    case 'unknown':
    case 'failed':
      return 'failed';
  }
}
