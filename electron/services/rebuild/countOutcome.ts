import { totalOf, type RebuildTotals } from '#shared/model/rebuild.ts';
import { mayLie } from '#shared/model/rebuildStory.ts';
import type { RebuildLine } from '../../settings/rebuildJournal.ts';

/** The line that tells what became of a task. */
export type OutcomeLine = Extract<RebuildLine, { kind: 'result' | 'undone' }>;

/** A run's totals once one more task has ended, or was put back. */
export const withOutcome = (totals: RebuildTotals, { kind, result }: OutcomeLine): RebuildTotals => {
  if (kind === 'result') {
    const name = totalOf(result);
    return { ...totals, [name]: totals[name] + 1, undoable: totals.undoable + (mayLie(result) ? 1 : 0) };
  }
  const { outcome } = result;
  return {
    ...totals,
    undone: totals.undone + (outcome === 'written' ? 1 : 0),
    undoable: totals.undoable - (outcome === 'written' || outcome === 'agrees' ? 1 : 0),
  };
};
