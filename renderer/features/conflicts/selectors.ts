import { seenSeqOf, type Attempt, type Conflict } from '#shared/model/conflict.ts';
import type { ConflictsState } from './store.ts';

const NONE: readonly Conflict[] = [];

function triedTexts(attempt: Attempt): readonly (string | null | undefined)[] {
  switch (attempt.kind) {
    case 'append':
      return [attempt.event.type, attempt.event.actor, String(attempt.expectedSeq)];
    case 'status':
      return [attempt.expected, attempt.wanted];
    case 'item':
      return [attempt.layout, attempt.key, attempt.action, attempt.expected, attempt.met];
  }
}

/** Every text of a conflict that a reader may have in the clipboard. */
function textsOf({ taskId, table, attempt, winner, actualStatus }: Conflict): string {
  return [taskId, table, ...triedTexts(attempt), winner?.type, winner?.actor, actualStatus]
    .filter((text) => text !== undefined && text !== null)
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

/** Where opening a conflict leads: the winner, or the last event that the loser knew of; 0 for an item. */
export function seqToOpen(conflict: Conflict): number {
  const { winner, attempt, actualSeq } = conflict;
  if (winner !== undefined) return winner.seq;
  return Math.min(actualSeq, attempt.kind === 'append' ? attempt.expectedSeq : seenSeqOf(conflict));
}
