import type { RebuildResult, RebuildTotals } from '#shared/model/rebuild.ts';
import type { PlannedCause, PlannedTask, RebuildPlanning } from '#shared/model/rebuildPlanning.ts';
import type { RebuildComparison, RebuildRow, RebuildTold } from '#shared/model/rebuildStory.ts';
import { type EntryWord } from '../../ui/entryWord.tsx';
import { counted, formatCount } from '../../ui/numbers.ts';
import { canGoOn, type Work } from './state.ts';

const DAMAGED =
  'left as it is: events are missing, doubled or cannot be read, or the reducer fails or breaks an invariant at them';

/** What became of one task, in a sentence. Only the first of them has written anything for certain. */
function resultWords({ outcome, reason = '' }: RebuildTold, step: 'rebuild' | 'undo'): string {
  switch (outcome) {
    case 'written':
      return step === 'undo' ? 'put back as it was' : 'rebuilt';
    case 'agrees':
      return step === 'undo'
        ? 'nothing to put back: it lies as it was before'
        : 'agrees with its events by now; nothing to write';
    case 'impossible':
      return `left as it is: ${reason}`;
    case 'damaged':
      return DAMAGED;
    case 'projectionChanged':
      return step === 'undo'
        ? 'left as rebuilt: somebody wrote the projection since'
        : 'not written: somebody wrote the projection meanwhile';
    case 'eventsCame':
      return 'not written: an event came meanwhile';
    case 'planChanged':
      return 'not written: it changed since it was looked at';
    case 'unknown':
      return `written or not, nobody knows: ${reason}`;
    case 'failed':
      return `failed: ${reason}`;
  }
}

/** What became of a task of a run: putting it back counts last. */
export function rowWords({ result, undone }: RebuildRow): string {
  if (undone !== null) return resultWords(undone, 'undo');
  return result === null ? 'not tried' : resultWords(result, 'rebuild');
}

/** The sign of an outcome: done, nothing to do, left alone, lost, unknown, failed. */
export const RESULT_SIGNS = {
  written: '✓',
  agrees: '=',
  impossible: '◆',
  damaged: '◆',
  projectionChanged: '⤫',
  eventsCame: '⤫',
  planChanged: '⤫',
  unknown: '?',
  failed: '✗',
} as const satisfies Record<RebuildResult['outcome'], string>;

/** The status before and after, where it is what changed; put back, the other way round. */
export function statusWords({ result, undone }: RebuildRow): string | undefined {
  const { status } = result ?? {};
  if (status === undefined || status.before === status.after) return undefined;
  const [from, to] =
    undone?.outcome === 'written' ? [status.after, status.before] : [status.before, status.after];
  return `${from ?? 'none'} → ${to ?? 'none'}`;
}

/** What two states of a projection are, above their difference. */
export const COMPARISON_TITLES = {
  rebuilt: 'Before against after the rebuild',
  intended: 'What was to be written',
  met: 'As it was read, against what lay there when it was to be written',
  changedSince: 'As rebuilt, against what lay there when it was to be put back',
} as const satisfies Record<RebuildComparison['of'], string>;

/** The counts of a run in a line; what is nothing is not told. */
export function totalsWords({ written, agrees, lost, refused, failed, undone }: RebuildTotals): string {
  return countsWords(
    [
      [written, 'rebuilt'],
      [agrees, 'agreed already'],
      [lost, 'changed meanwhile, not written'],
      [refused, 'left alone'],
      [failed, 'failed or unknown'],
      [undone, 'put back'],
    ],
    'nothing written',
  );
}

function countsWords(parts: readonly (readonly [number, string])[], none: string): string {
  const told = parts.filter(([count]) => count > 0).map(([count, words]) => `${formatCount(count)} ${words}`);
  return told.length === 0 ? none : told.join(' · ');
}

/** What a plan has found, in a line. */
export function planningWords({ phase, done, total, ...counts }: RebuildPlanning, word: EntryWord): string {
  const found = countsWords(
    [
      [counts.rewrites, 'would be written'],
      [counts.agrees, 'agree by now'],
      [counts.refused, 'left alone'],
      [counts.failed, 'could not be replayed'],
    ],
    'nothing to write',
  );
  switch (phase) {
    case 'planning':
      return `Replaying. ${found} so far`;
    case 'ready':
      return found;
    case 'stopped':
      return `Stopped: ${counted(total - done, word)} not replayed. ${found}`;
  }
}

/** All projections that would be written, for the check box that takes them in. */
export function allWords(count: number): string {
  if (count === 1) return 'The one projection';
  return count === 2 ? 'Both projections' : `All ${counted(count, 'projection')}`;
}

const CLASS_WORDS = {
  lagging: 'lagging',
  diverged: 'diverged',
  missing: 'no stored status',
  absent: 'no projection',
} as const satisfies Record<PlannedCause['class'], string>;

/** What tasks of one cause have in common: `diverged: attempts, status`. */
export function causeWords({
  class: kind,
  fields,
  fieldCount,
}: Pick<PlannedCause, 'class' | 'fields' | 'fieldCount'>): string {
  if (kind === 'absent' || fields.length === 0) return CLASS_WORDS[kind];
  const more = fieldCount > fields.length ? ` and ${fieldCount - fields.length} more` : '';
  return `${CLASS_WORDS[kind]}: ${fields.join(', ')}${more}`;
}

/** What rebuilding a planned task would do, in short. */
export function plannedWords(plan: PlannedTask | null): string {
  switch (plan?.kind) {
    case undefined:
      return 'not replayed yet';
    case 'rewrite':
      return causeWords(plan);
    case 'agrees':
      return 'agrees with its events by now';
    case 'impossible':
      return `left as it is: ${plan.reason}`;
    case 'damaged':
      return DAMAGED;
    case 'failed':
      return `could not be replayed: ${plan.reason}`;
  }
}

/** How a piece of work goes, or ended, for the status line of the dialog; empty where an error has said it all. */
export function workWords(work: Work, word: EntryWord): string {
  const { at, totals } = work;
  const counts = totals === undefined ? undefined : totalsWords(totals);
  const begun = counts ?? (at.phase === 'running' ? 'Beginning…' : undefined);
  return [begun, endWords(work, word)].filter((words) => words !== undefined).join(' · ');
}

function endWords(work: Work, word: EntryWord): string | undefined {
  const { at, done, total, doing } = work;
  const left = (total ?? done) - done;
  switch (at.phase) {
    case 'running':
      return undefined;
    case 'over':
      return done === 0 && doing === 'undo' ? 'There was nothing to put back.' : undefined;
    case 'stopped':
    case 'failed':
      return left > 0
        ? `${counted(left, word)} not tried, or under way when it ended.${canGoOn(work) ? ' The journal knows: it can go on.' : ''}`
        : undefined;
  }
}
