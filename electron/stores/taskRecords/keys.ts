import { AppError } from '#shared/errors/appError.ts';
import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { RecordId } from '#shared/model/taskRecord.ts';
import { checkText } from './checks.ts';

/** What the partition keys of records begin with (CONTRACTS 2). */
export const OWNER_PREFIX = 'OWNER#';

/** What their range keys begin with. */
export const TASK_PREFIX = 'TASK#';

/** DynamoDB's longest hash and range keys, in bytes of UTF-8. */
const LONGEST_HASH_KEY = 2048;
const LONGEST_RANGE_KEY = 1024;

const invalid = (message: string, nextStep: string): AppError =>
  new AppError('InvalidInput', { message, nextStep });

/** @throws `InvalidInput` for ids that DynamoDB could not store as they are */
export function checkRecordId({ owner, task }: RecordId): void {
  checkText(owner, 'owner id');
  checkText(task, 'task id');
  if (Buffer.byteLength(OWNER_PREFIX + owner) > LONGEST_HASH_KEY) {
    throw invalid('The owner id is longer than the 2,048 bytes of a key.', 'Use a shorter id.');
  }
  if (Buffer.byteLength(TASK_PREFIX + task) > LONGEST_RANGE_KEY) {
    throw invalid('The task id is longer than the 1,024 bytes of a range key.', 'Use a shorter id.');
  }
}

const escaped = (owner: string): string => owner.replaceAll('%', '%25').replaceAll(':', '%3A');

const unescaped = (segment: string): string => segment.replaceAll('%3A', ':').replaceAll('%25', '%');

/** The owner and what comes after the first colon. @throws `InvalidInput` for what {@link backendKey} never makes */
const split = (text: string, what: string): readonly [owner: string, rest: string] => {
  const colon = text.indexOf(':');
  const segment = text.slice(0, colon);
  const owner = unescaped(segment);
  if (colon < 0 || escaped(owner) !== segment) {
    throw invalid(
      `“${text}” is no ${what}.`,
      'It begins with the owner id (“%” written as %25, “:” as %3A) and a colon.',
    );
  }
  return [owner, text.slice(colon + 1)];
};

/**
 * The backend key of a record: `<owner_id>:<task_id>`, where `%` and `:` of the owner are written as `%25` and `%3A`.
 * No two records have the same one (ADR 12).
 */
export function backendKey({ owner, task }: RecordId): string {
  return `${escaped(owner)}:${task}`;
}

/** The record that a backend key names. @throws `InvalidInput` for a text that is no backend key */
export function recordIdOf(key: string): RecordId {
  const [owner, task] = split(key, 'key of a record');
  const id = { owner, task };
  checkRecordId(id);
  return id;
}

/** The prefix of every key of `owner`. */
export function ownerPrefix(owner: string): string {
  return `${escaped(owner)}:`;
}

/** What a key prefix asks for: an owner, and how the task ids begin. @throws `InvalidInput` without a whole owner id */
export function prefixOf(prefix: string): { readonly owner: string; readonly taskPrefix: string } {
  const [owner, taskPrefix] = split(prefix, 'prefix of keys');
  checkRecordId({ owner, task: taskPrefix });
  return { owner, taskPrefix };
}

/** The key of a record's item. The table holds the ids as they are. */
export function itemKey({ owner, task }: RecordId): AttributeMap {
  return { PK: { S: OWNER_PREFIX + owner }, SK: { S: TASK_PREFIX + task } };
}

/** The record that an item is; undefined when its keys are not a record's. */
export function recordIdIn(item: AttributeMap): RecordId | undefined {
  const hash = stringOf(item, 'PK');
  const range = stringOf(item, 'SK');
  if (hash?.startsWith(OWNER_PREFIX) !== true || range?.startsWith(TASK_PREFIX) !== true) return undefined;
  return { owner: hash.slice(OWNER_PREFIX.length), task: range.slice(TASK_PREFIX.length) };
}
