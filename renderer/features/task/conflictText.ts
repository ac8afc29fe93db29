import type { Conflict } from '#shared/model/conflict.ts';
import { stringOf } from '#shared/model/attributeValue.ts';
import { eventKey } from './eventLook.ts';

/** The event that a conflict points at: the winner's, or else the last there was. */
export function conflictSeq({ winner, actualSeq }: Conflict): number {
  return winner?.seq ?? actualSeq;
}

/** One line for a conflict: what was tried. */
export function conflictTitle({ attempt }: Conflict): string {
  return attempt.kind === 'append'
    ? `append of ${attempt.event.type} at ${eventKey(attempt.expectedSeq)} lost`
    : `change of status to ${attempt.wanted} lost`;
}

/** What the loser expected, in words. */
export function expectedText({ attempt }: Conflict): string {
  return attempt.kind === 'append'
    ? `${eventKey(attempt.expectedSeq)} to be free`
    : `status “${attempt.expected}”, having seen ${eventKey(attempt.seenSeq)}`;
}

/** What the loser met instead, in words. */
export function actualText(conflict: Conflict): string {
  const { attempt, winner, actualStatus, actualState, actualSeq } = conflict;
  if (attempt.kind === 'append') {
    const taken = winner === undefined ? 'taken' : `taken by ${winner.type}`;
    return `${eventKey(attempt.expectedSeq)} was ${taken}; the stream ended at ${actualSeq}`;
  }
  return `status “${actualStatus ?? stringOf(actualState, 'status') ?? 'unknown'}”, the stream at ${actualSeq}`;
}
