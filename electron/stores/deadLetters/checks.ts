import { AppError } from '#shared/errors/appError.ts';
import { parseTime } from '#shared/model/times.ts';
import { checkEvent, checkTaskId } from '../taskEvents/checks.ts';
import type { NewDeadLetter } from './deadLetterStore.ts';
import { letterRange, queueKey } from './keys.ts';

/** DynamoDB's longest hash and range keys, in bytes of UTF-8. */
const LONGEST_HASH_KEY = 2048;
const LONGEST_RANGE_KEY = 1024;

const invalid = (message: string, nextStep: string): AppError =>
  new AppError('InvalidInput', { message, nextStep });

/** @throws `InvalidInput` for a letter that could not be stored, listed or redriven */
export function checkLetter(letter: NewDeadLetter): void {
  const { queue, letterId, attempts } = letter;
  if (queue === '') throw invalid('The queue has no name.', 'Name the queue.');
  if (Buffer.byteLength(queueKey(queue)) > LONGEST_HASH_KEY) {
    throw invalid('The queue’s name is longer than the 2,048 bytes of a key.', 'Use a shorter name.');
  }
  checkTaskId(letter.taskId);
  checkEvent(letter.event, letter.expectedSeq ?? 1);
  for (const time of [letter.firstFailedAt, letter.lastFailedAt]) {
    if (Number.isNaN(parseTime(time))) {
      throw invalid(`“${time}” is no time of RFC 3339.`, 'Give times such as 2026-03-11T09:30:00.123Z.');
    }
  }
  if (
    letterId !== undefined &&
    Buffer.byteLength(letterRange(letter.lastFailedAt, letterId)) > LONGEST_RANGE_KEY
  ) {
    throw invalid('The letter’s id is longer than the 1,024 bytes of a key allow.', 'Use a shorter id.');
  }
  if (!Number.isSafeInteger(attempts) || attempts < 1) {
    throw invalid(`${attempts} is no number of attempts.`, 'Attempts are whole and count from 1.');
  }
}
