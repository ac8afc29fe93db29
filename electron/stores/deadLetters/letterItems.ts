import {
  attributeOf,
  EMPTY_MAP,
  mapOf,
  numberTextOf,
  stringOf,
  type AttributeMap,
} from '#shared/model/attributeValue.ts';
import type { DeadLetter, DeadLetterItem } from '#shared/model/deadLetter.ts';
import { requestHash } from '../idempotency/requestHash.ts';
import { WRITE_ID } from '../settleWrite.ts';
import { eventMap, readEvent } from '../taskEvents/taskItems.ts';
import type { NewDeadLetter } from './deadLetterStore.ts';
import { letterIdIn, letterKey, letterRange, queueIn } from './keys.ts';

/** When the letter was redriven (CONTRACTS 1). */
export const REDRIVEN_AT = 'redriven_at';

/** The sequence that its event became; ours, beside the contract. */
export const REDRIVEN_SEQ = 'redriven_seq';

const count = (item: AttributeMap, name: string, least: number): number | undefined => {
  const number = Number(numberTextOf(item, name) ?? Number.NaN);
  return Number.isSafeInteger(number) && number >= least ? number : undefined;
};

/**
 * Whatever lies in a queue, whoever wrote it; undefined for an item of no queue. A letter needs a task and a readable
 * event: without one of them it is corrupt, with the reason. Never throws.
 */
export function decodeLetter(item: AttributeMap): DeadLetterItem | undefined {
  const queue = queueIn(stringOf(item, 'PK') ?? '');
  const key = stringOf(item, 'SK');
  if (queue === undefined || key === undefined) return undefined;
  const corrupt = (reason: string): DeadLetterItem => ({
    kind: 'corrupt',
    corrupt: { queue, key, reason, item },
  });
  const taskId = stringOf(item, 'task_id');
  if (taskId === undefined || taskId === '') return corrupt('it has no text “task_id”');
  const read = readEvent(item);
  if (read.event === undefined) return corrupt(read.reason);
  const error = mapOf(item, 'error') ?? EMPTY_MAP;
  const redriven = attributeOf(item, REDRIVEN_AT) !== undefined;
  return {
    kind: 'letter',
    letter: {
      queue,
      key,
      letterId: letterIdIn(key),
      taskId,
      expectedSeq: count(item, 'expected_seq', 1),
      event: read.event,
      error: { code: stringOf(error, 'code'), message: stringOf(error, 'message') },
      attempts: count(item, 'attempts', 0),
      firstFailedAt: stringOf(item, 'first_failed_at'),
      lastFailedAt: stringOf(item, 'last_failed_at'),
      redrivenAt: redriven ? (stringOf(item, REDRIVEN_AT) ?? 'unknown') : undefined,
      redrivenSeq: redriven ? count(item, REDRIVEN_SEQ, 1) : undefined,
    },
  };
}

/** The items among `items` that lie in a queue. */
export function decodeLetters(items: readonly AttributeMap[]): readonly DeadLetterItem[] {
  return items.flatMap((item) => decodeLetter(item) ?? []);
}

/** The letter in an item that {@link encodeLetter} has made. */
export function writtenLetter(item: AttributeMap): DeadLetter {
  const decoded = decodeLetter(item);
  if (decoded?.kind !== 'letter') throw new TypeError('A letter that was encoded cannot be decoded.');
  return decoded.letter;
}

/** The item of a letter. Its write id is made from all it says, so that the same letter is known whoever moves it. */
export function encodeLetter(letter: NewDeadLetter): AttributeMap {
  const { queue, taskId, expectedSeq, error } = letter;
  const what: AttributeMap = {
    task_id: { S: taskId },
    ...(expectedSeq === undefined ? {} : { expected_seq: { N: String(expectedSeq) } }),
    event: { M: eventMap(letter.event) },
  };
  const letterId = letter.letterId ?? requestHash(what).slice(-32);
  const item: AttributeMap = {
    ...letterKey(queue, letterRange(letter.lastFailedAt, letterId)),
    ...what,
    error: { M: { code: { S: error.code }, message: { S: error.message } } },
    attempts: { N: String(letter.attempts) },
    first_failed_at: { S: letter.firstFailedAt },
    last_failed_at: { S: letter.lastFailedAt },
  };
  return { ...item, [WRITE_ID]: { S: requestHash(item) } };
}
