import { lostOn, seenSeqOf, type Conflict } from '#shared/model/conflict.ts';
import type { NewTaskEvent } from '#shared/model/taskEvent.ts';
import { isBranch } from '../value/flatten.ts';
import { leafText, summaryText } from '../value/valueText.ts';
import { cutText } from '../value/visibleText.ts';
import { itemExpected, itemFound, itemTitle } from './itemWords.ts';

/** The range key of an event as the layout writes it: `EVENT#0019`. */
export function sequenceKey(seq: number): string {
  return `EVENT#${String(seq).padStart(4, '0')}`;
}

/** The few words of a payload that tell events of one type apart: its first three attributes, shortly. */
export function payloadGist(event: Pick<NewTaskEvent, 'data'>, limit = 120): string {
  const parts = Object.entries(event.data ?? {})
    .slice(0, 3)
    .map(([name, value]) => `${name}: ${isBranch(value) ? summaryText(value) : leafText(value)}`);
  const text = parts.join(' · ');
  const cut = cutText(text, limit);
  return cut.length < text.length ? `${cut}…` : cut;
}

/** What happened, in one line. */
export function conflictTitle(conflict: Conflict): string {
  const { attempt } = conflict;
  if (attempt.kind === 'item') return itemTitle({ ...conflict, attempt });
  if (attempt.kind === 'append' && lostOn(conflict) === 'sequence') {
    return `${sequenceKey(attempt.expectedSeq)} was already taken`;
  }
  const expected = attempt.kind === 'status' ? attempt.expected : attempt.expectedStatus;
  return expected === undefined
    ? 'A projection was there already'
    : `The stored status was no longer ${expected}`;
}

/** What the loser tried to write. */
export function triedWords({ attempt }: Conflict): string {
  if (attempt.kind === 'item') return `to ${attempt.action}`;
  if (attempt.kind === 'status') return `to set the stored status to ${attempt.wanted}`;
  const append = `to append ${attempt.event.type} as ${sequenceKey(attempt.expectedSeq)}`;
  return attempt.project === true ? `${append} and move the projection, in one transaction` : append;
}

/** The condition that the write stood under. */
export function expectedWords(conflict: Conflict): string {
  const { attempt } = conflict;
  if (attempt.kind === 'item') return itemExpected(attempt);
  const last = `the last event seen was ${String(seenSeqOf(conflict))}`;
  if (attempt.kind === 'status') return `that the stored status is ${attempt.expected}; ${last}`;
  const free = `that no ${sequenceKey(attempt.expectedSeq)} exists`;
  if (attempt.project !== true) return `${free}; ${last}`;
  return attempt.expectedStatus === undefined
    ? `${free}, and no projection; ${last}`
    : `${free}, and that the stored status is ${attempt.expectedStatus}; ${last}`;
}

/** What was there instead. */
export function foundWords(conflict: Conflict): string {
  const { attempt, actualStatus, actualSeq, winner } = conflict;
  if (attempt.kind === 'item') return itemFound({ ...conflict, attempt });
  const last = conflict.incomplete === undefined ? `; the last event was ${String(actualSeq)}` : '';
  if (attempt.kind === 'append' && lostOn(conflict) === 'sequence') {
    const what = winner === undefined ? 'an item' : winner.type;
    return `${what} under ${sequenceKey(attempt.expectedSeq)}${last}`;
  }
  return actualStatus === undefined || actualStatus === 'unknown'
    ? `another stored status, which the failed write did not tell${last}`
    : `the stored status ${actualStatus}${last}`;
}

/** Why no winner can be named, when none can. */
export function noWinnerWords(conflict: Conflict): string {
  if (conflict.incomplete !== undefined) return conflict.incomplete;
  switch (lostOn(conflict)) {
    case 'sequence':
      return 'No event under that key can be read: it was removed since, or the item there is not an event.';
    case 'status':
      return 'No event after the one seen leads to that status: the projection was written without an event, or ahead of it.';
    case 'item':
      return 'The item does not tell who has written it; what changed stands below.';
  }
}
