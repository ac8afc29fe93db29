import type { Conflict } from '#shared/model/conflict.ts';
import type { ConflictsState } from './store.ts';

const NONE: readonly Conflict[] = [];

/** Every text of a conflict that a reader may have in the clipboard. */
function textsOf({ taskId, table, attempt, winner, actualStatus }: Conflict): string {
  const tried =
    attempt.kind === 'append'
      ? [attempt.event.type, attempt.event.actor, String(attempt.expectedSeq)]
      : [attempt.expected, attempt.wanted];
  return [taskId, table, ...tried, winner?.type, winner?.actor, actualStatus]
    .filter((text) => text !== undefined)
    .join('\n')
    .toLowerCase();
}

/** The conflicts known so far. */
export function selectAll({ conflicts }: ConflictsState): readonly Conflict[] {
  return conflicts.phase === 'done' ? conflicts.value : NONE;
}

/** Those of `conflicts` that contain `text`, in their order. */
export function matching(conflicts: readonly Conflict[], text: string): readonly Conflict[] {
  const wanted = text.trim().toLowerCase();
  return wanted === '' ? conflicts : conflicts.filter((conflict) => textsOf(conflict).includes(wanted));
}

/** The conflict whose story is shown: the selected one, or the newest. */
export function shownOf(conflicts: readonly Conflict[], selected: string | undefined): Conflict | undefined {
  return conflicts.find(({ id }) => id === selected) ?? conflicts[0];
}

/** Where opening a conflict leads: the winner, or the last event that the loser knew of. */
export function seqToOpen({ winner, attempt, actualSeq }: Conflict): number {
  if (winner !== undefined) return winner.seq;
  return Math.min(actualSeq, attempt.kind === 'append' ? attempt.expectedSeq : attempt.seenSeq);
}
