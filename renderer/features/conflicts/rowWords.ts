import type { Conflict } from '#shared/model/conflict.ts';
import { conflictTitle, sequenceKey } from '../../ui/conflict/conflictWords.ts';

/** What the loser wanted to be there, shortly: `EVENT#0019 TaskSucceeded`. */
export function expectation({ attempt }: Conflict): string {
  return attempt.kind === 'append'
    ? `${sequenceKey(attempt.expectedSeq)} ${attempt.event.type}`
    : `${attempt.expected} to ${attempt.wanted}`;
}

/** What was there, and who had won, shortly: `TaskFailed by w-7`. */
export function meeting({ winner, actualStatus }: Conflict): string {
  const by = winner?.actor === undefined ? '' : ` by ${winner.actor}`;
  if (winner !== undefined) {
    const status = actualStatus === undefined ? '' : `${actualStatus}, `;
    return `${status}${actualStatus === undefined ? '' : `${sequenceKey(winner.seq)} `}${winner.type}${by}`;
  }
  return actualStatus === undefined || actualStatus === 'unknown'
    ? 'winner not known'
    : `${actualStatus}, no event`;
}

/** The row for screen readers. */
export function rowWords(conflict: Conflict): string {
  return `${conflict.taskId}: ${conflictTitle(conflict)}, ${meeting(conflict)}, ${conflict.evidence}`;
}
