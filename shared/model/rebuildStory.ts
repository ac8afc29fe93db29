import { z } from 'zod';
import { attributeMapSchema } from './attributeValue.ts';
import { changeSchema } from './diff.ts';
import type { RebuildResult } from './rebuild.ts';

// Named once more: to map the schemas of all results, the compiler compares each with every other, at length. One too
// many does not compile here, one too few does not in toldOf.
const outcomeSchema = z.enum([
  'written',
  'agrees',
  'impossible',
  'damaged',
  'projectionChanged',
  'eventsCame',
  'planChanged',
  'unknown',
  'failed',
] satisfies RebuildResult['outcome'][]);

/** How one step of one task ended, in short: what fits in a row. */
export const rebuildToldSchema = z.object({
  outcome: outcomeSchema,
  /** Why, where a text says it. */
  reason: z.string().optional(),
  /** The status before and after, where it was written; null where there was none. */
  status: z.object({ before: z.string().nullable(), after: z.string().nullable() }).optional(),
});

/** How one step of one task ended, in short. */
export type RebuildTold = z.infer<typeof rebuildToldSchema>;

/** One task of a run. */
export const rebuildRowSchema = z.object({
  task: z.string(),
  /** Null: not tried yet, or nobody wrote down how it ended. */
  result: rebuildToldSchema.nullable(),
  /** How putting it back ended; null: nobody tried to. */
  undone: rebuildToldSchema.nullable(),
});

/** One task of a run. */
export type RebuildRow = z.infer<typeof rebuildRowSchema>;

/**
 * Two states of a projection, its keys and marks left out; null: there is none. `rebuilt`: before and after it was
 * written; `intended`: the same, but it was not written, or nobody knows; `met`: as it was read, and what somebody had
 * made of it when it was to be written; `changedSince`: as rebuilt, and what it was when it was to be put back.
 */
export const rebuildComparisonSchema = z.object({
  of: z.enum(['rebuilt', 'intended', 'met', 'changedSince']),
  before: attributeMapSchema.nullable(),
  after: attributeMapSchema.nullable(),
  changes: z.array(changeSchema),
});

/** Two states of a projection, and what leads from the one to the other. */
export type RebuildComparison = z.infer<typeof rebuildComparisonSchema>;

/** What a run's journal tells of one task. */
export const rebuildStorySchema = rebuildRowSchema.extend({ comparisons: z.array(rebuildComparisonSchema) });

/** What a run's journal tells of one task. */
export type RebuildStory = z.infer<typeof rebuildStorySchema>;

/** Whether what was about to be written may lie there after such a result. */
export const mayLie = ({ outcome }: Pick<RebuildTold, 'outcome'>): boolean =>
  outcome === 'written' || outcome === 'unknown';

/** A result without the documents in it. */
export function toldOf(result: RebuildResult): RebuildTold {
  switch (result.outcome) {
    case 'written': {
      const status = { before: statusIn(result.before), after: statusIn(result.after) };
      return { outcome: 'written', status };
    }
    case 'impossible':
      return { outcome: 'impossible', reason: result.reason };
    case 'unknown':
    case 'failed':
      return { outcome: result.outcome, reason: result.message };
    case 'agrees':
    case 'damaged':
    case 'projectionChanged':
    case 'eventsCame':
    case 'planChanged':
      return { outcome: result.outcome };
  }
}

const statusIn = (projection: z.infer<typeof attributeMapSchema> | null): string | null => {
  const status = projection?.['status'];
  return status !== undefined && 'S' in status ? status.S : null;
};
