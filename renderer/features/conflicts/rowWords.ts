import { lostOn, type Conflict } from '#shared/model/conflict.ts';
import { conflictTitle, sequenceKey } from '../../ui/conflict/conflictWords.ts';
import { itemFound } from '../../ui/conflict/itemWords.ts';

/** What the loser wanted to be there, shortly: `EVENT#0019 TaskSucceeded`. */
export function expectation({ attempt }: Conflict): string {
  switch (attempt.kind) {
    case 'append':
      return `${sequenceKey(attempt.expectedSeq)} ${attempt.event.type}`;
    case 'status':
      return `${attempt.expected} to ${attempt.wanted}`;
    case 'item':
      return `${attempt.action}, ${attempt.expected === null ? 'new' : `${attempt.lock} ${attempt.expected}`}`;
  }
}

/** What was there, and who had won, shortly: `TaskFailed by w-7`, or `failed, EVENT#0019 TaskFailed by w-7`. */
export function meeting(conflict: Conflict): string {
  const { attempt, winner, actualStatus } = conflict;
  if (attempt.kind === 'item') return itemFound({ ...conflict, attempt });
  const status = lostOn(conflict) === 'status' && actualStatus !== 'unknown' ? actualStatus : undefined;
  if (winner === undefined) return status === undefined ? 'winner not known' : `${status}, no event`;
  const who = winner.actor === undefined ? winner.type : `${winner.type} by ${winner.actor}`;
  return status === undefined ? who : `${status}, ${sequenceKey(winner.seq)} ${who}`;
}

/** The row for screen readers. */
export function rowWords(conflict: Conflict): string {
  return `${conflict.taskId}: ${conflictTitle(conflict)}, ${meeting(conflict)}, ${conflict.evidence}`;
}
