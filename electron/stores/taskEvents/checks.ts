import { AppError } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { newTaskEventSchema, sequenceSchema, type NewTaskEvent } from '#shared/model/taskEvent.ts';
import { taskKey } from './keys.ts';
import { WRITE_ID } from '../settleWrite.ts';

/** DynamoDB's longest hash key, in bytes of UTF-8. */
const LONGEST_HASH_KEY = 2048;

const invalid = (message: string, nextStep: string): AppError =>
  new AppError('InvalidInput', { message, nextStep });

/** @throws `InvalidInput` for an id that DynamoDB could not store */
export function checkTaskId(taskId: string): void {
  if (taskId === '') throw invalid('The task id is empty.', 'Give the id of a task.');
  if (Buffer.byteLength(taskKey(taskId)) > LONGEST_HASH_KEY) {
    throw invalid('The task id is longer than the 2,048 bytes of a key.', 'Use a shorter id.');
  }
}

/** @throws `InvalidInput` for an event without type or time, or a sequence that is no whole number from 1 on */
export function checkEvent(event: NewTaskEvent, seq: number): void {
  if (!newTaskEventSchema.safeParse(event).success) {
    throw invalid('The event needs a type and a time.', 'Complete the event.');
  }
  if (!sequenceSchema.safeParse(seq).success) {
    throw invalid(`${seq} is no sequence number.`, 'Sequence numbers are whole and count from 1.');
  }
}

/** @throws `InvalidInput` for fields that would overwrite the key or the write mark */
export function checkFields(fields: AttributeMap): void {
  const name = ['PK', 'SK', WRITE_ID].find((reserved) => Object.hasOwn(fields, reserved));
  if (name !== undefined) {
    throw invalid(`A projection cannot carry a field named “${name}”.`, 'Rename the field.');
  }
}
