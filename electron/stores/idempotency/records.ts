import { createHash } from 'node:crypto';
import { AppError } from '#shared/errors/appError.ts';
import {
  attributeOf,
  mapOf,
  numberTextOf,
  stringOf,
  type AttributeMap,
} from '#shared/model/attributeValue.ts';
import type { IdempotencyRecord } from '#shared/model/idempotency.ts';
import { WRITE_ID } from '../settleWrite.ts';
import type { Begun, Completion, RequestAppend } from './idempotencyStore.ts';

const PREFIX = 'IDEMPOTENCY#';

/** The range key of every idempotency record (CONTRACTS 1). */
export const REQUEST_KEY = 'REQUEST';

/** The attribute that notes when repeats were answered from a record: a set, so that noting twice adds nothing. */
export const REPLAYED = 'replayed_at';

/** Most repeats noted on one record. */
export const MOST_REPLAYS = 100;

/** DynamoDB's longest hash key, in bytes of UTF-8. */
const LONGEST_HASH_KEY = 2048;

/** The partition key of a request's record. */
export const recordHash = (key: string): string => `${PREFIX}${key}`;

/** The full key of a request's record. */
export const recordKey = (key: string): AttributeMap => ({
  PK: { S: recordHash(key) },
  SK: { S: REQUEST_KEY },
});

/** @throws `InvalidInput` for an empty key, which would take unrelated requests for one, or one that is too long */
export function checkKey(key: string): void {
  const message =
    key === ''
      ? 'The idempotency key is empty.'
      : Buffer.byteLength(recordHash(key)) > LONGEST_HASH_KEY
        ? 'The idempotency key is longer than the 2,048 bytes of a key.'
        : undefined;
  if (message === undefined) return;
  throw new AppError('InvalidInput', { message, nextStep: 'Name each request by a key of its own.' });
}

const textsOf = (item: AttributeMap, name: string): string[] | undefined => {
  const value = attributeOf(item, name);
  return value !== undefined && 'SS' in value ? [...value.SS].sort() : undefined;
};

const wholeNumber = (text: string | undefined): number | undefined => {
  const number = text === undefined ? Number.NaN : Number(text);
  return Number.isSafeInteger(number) ? number : undefined;
};

/** The record in an item, whoever wrote it; undefined when the item is none. Never throws. */
export function decodeRecord(item: AttributeMap): IdempotencyRecord | undefined {
  const hash = stringOf(item, 'PK') ?? '';
  if (!hash.startsWith(PREFIX) || stringOf(item, 'SK') !== REQUEST_KEY) return undefined;
  const expiry = Number(numberTextOf(item, 'expires_at') ?? Number.NaN);
  return {
    key: hash.slice(PREFIX.length),
    status: stringOf(item, 'status'),
    requestHash: stringOf(item, 'request_hash'),
    taskId: stringOf(item, 'task_id'),
    eventSeq: wholeNumber(numberTextOf(item, 'event_seq')),
    result: mapOf(item, 'result'),
    createdAt: stringOf(item, 'created_at'),
    expiresAt: Number.isFinite(expiry) ? expiry : undefined,
    replayedAt: textsOf(item, REPLAYED),
  };
}

/** The item of a begun request. */
export function encodeBegun(begun: Begun): AttributeMap {
  return {
    ...recordKey(begun.key),
    status: { S: 'IN_PROGRESS' },
    request_hash: { S: begun.requestHash },
    created_at: { S: begun.createdAt },
    expires_at: { N: String(begun.expiresAt) },
    [WRITE_ID]: { S: begun.owner },
  };
}

/** What completing a request sets, `writeId` naming the write that does. */
export function completedFields(
  { result, taskId, eventSeq }: Completion,
  expiresAt: number,
  writeId: string,
): AttributeMap {
  return {
    status: { S: 'COMPLETED' },
    result: { M: result },
    expires_at: { N: String(expiresAt) },
    ...(taskId === undefined ? {} : { task_id: { S: taskId } }),
    ...(eventSeq === undefined ? {} : { event_seq: { N: String(eventSeq) } }),
    [WRITE_ID]: { S: writeId },
  };
}

/**
 * The name of the write that completes a begin: the same for the same begin and content, so that made again it
 * succeeds without being done twice, and another result for the same begin does not pass for it.
 */
export function completionId(begun: Begun, content: Completion | RequestAppend): string {
  return createHash('sha256')
    .update(JSON.stringify([begun.owner, content]))
    .digest('hex')
    .slice(0, 36);
}
