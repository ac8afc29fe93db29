import type { RebuildResult, RebuildTotals } from '#shared/model/rebuild.ts';
import { counted, formatCount } from '../../ui/numbers.ts';
import type { Work } from './store.ts';

/** What became of one task, in a sentence. Only the first of them has written anything for certain. */
export function resultWords(result: RebuildResult, doing: Work['doing']): string {
  switch (result.outcome) {
    case 'written':
      return doing === 'undo' ? 'put back as it was' : 'rebuilt';
    case 'agrees':
      return 'agrees with its events by now; nothing to write';
    case 'impossible':
      return `left as it is: ${result.reason}`;
    case 'damaged':
      return 'left as it is: events are missing, doubled or cannot be read';
    case 'projectionChanged':
      return doing === 'undo'
        ? 'left as it is: somebody wrote the projection since'
        : 'not written: somebody wrote the projection meanwhile';
    case 'eventsCame':
      return 'not written: an event came meanwhile';
    case 'unknown':
      return `written or not, nobody knows: ${result.message}`;
    case 'failed':
      return `failed: ${result.message}`;
  }
}

/** The sign of an outcome: done, nothing to do, left alone, lost, unknown, failed. */
export const RESULT_SIGNS = {
  written: '✓',
  agrees: '=',
  impossible: '◆',
  damaged: '◆',
  projectionChanged: '⤫',
  eventsCame: '⤫',
  unknown: '?',
  failed: '✗',
} as const satisfies Record<RebuildResult['outcome'], string>;

/** The counts of a run in a line; what is nothing is not told. */
export function totalsWords({ written, agrees, lost, refused, failed, undone }: RebuildTotals): string {
  const parts: readonly (readonly [number, string])[] = [
    [written, 'rebuilt'],
    [agrees, 'agreed already'],
    [lost, 'changed meanwhile, not written'],
    [refused, 'left alone'],
    [failed, 'failed or unknown'],
    [undone, 'put back'],
  ];
  const told = parts.filter(([count]) => count > 0).map(([count, words]) => `${formatCount(count)} ${words}`);
  return told.length === 0 ? 'nothing written' : told.join(' · ');
}

/** How a piece of work ended, for the status line of the dialog. */
export function endWords({ at, outcomes, total, doing }: Work): string | undefined {
  const left = (total ?? outcomes.length) - outcomes.length;
  switch (at.phase) {
    case 'running':
      return undefined;
    case 'over':
      return outcomes.length === 0 && doing === 'undo' ? 'There was nothing to put back.' : undefined;
    case 'stopped':
    case 'failed':
      return left > 0
        ? `${counted(left, 'task')} not tried, or under way when it ended. The journal knows: it can go on.`
        : undefined;
  }
}
