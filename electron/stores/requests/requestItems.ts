import { numberTextOf, stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import {
  parseDuration,
  type AccessRequest,
  type NewAccessRequest,
  type RequestChange,
} from '#shared/model/accessRequest.ts';
import { epochSecondsOf, nanoTimeText, parseNanoTime } from '#shared/model/nanoTime.ts';
import { WRITE_ID } from '../settleWrite.ts';

/** The key of a request. */
export const requestKey = (id: string): AttributeMap => ({ id: { S: id } });

/**
 * Any item of a `request` table, whoever wrote it; undefined without a text as `id`. What is absent or of another type
 * than expected is left out. Never throws.
 */
export function decodeRequest(item: AttributeMap): AccessRequest | undefined {
  const id = stringOf(item, 'id');
  if (id === undefined) return undefined;
  return {
    id,
    requester: stringOf(item, 'requester'),
    profile: stringOf(item, 'profile'),
    reason: stringOf(item, 'reason'),
    status: stringOf(item, 'status'),
    duration: parseDuration(numberTextOf(item, 'duration') ?? ''),
    createdAt: stringOf(item, 'created_at'),
    updatedAt: stringOf(item, 'updated_at'),
    expiresAt: stringOf(item, 'expires_at'),
    decidedBy: stringOf(item, 'decided_by'),
    decisionNote: stringOf(item, 'decision_note'),
  };
}

/** The attributes of a change, `ttl` along with `expires_at`. */
export function encodeChange(change: RequestChange): AttributeMap {
  const text = (name: string, value: string | undefined): AttributeMap =>
    value === undefined ? {} : { [name]: { S: value } };
  const { duration, expiresAt } = change;
  return {
    ...text('requester', change.requester),
    ...text('profile', change.profile),
    ...text('reason', change.reason),
    ...(duration === undefined ? {} : { duration: { N: String(duration) } }),
    ...(expiresAt === undefined
      ? {}
      : {
          expires_at: { S: nanoTimeText(expiresAt) },
          ttl: { N: String(epochSecondsOf(expiresAt)) },
        }),
  };
}

/** The item of a new request. `now`: nanoseconds since 1970. */
export function encodeRequest(request: NewAccessRequest, now: bigint, writeId: string): AttributeMap {
  const at = { S: nanoTimeText(now) };
  return {
    ...requestKey(request.id),
    ...encodeChange(request),
    status: { S: 'pending' },
    created_at: at,
    updated_at: at,
    [WRITE_ID]: { S: writeId },
  };
}

const createdAt = ({ createdAt: text }: AccessRequest): bigint | undefined =>
  text === undefined ? undefined : parseNanoTime(text);

/** Orders requests newest first by creation, then by id; those without a readable time come last. */
export function newestFirst(a: AccessRequest, b: AccessRequest): number {
  const [x, y] = [createdAt(a), createdAt(b)];
  if (x !== y) {
    if (x === undefined) return 1;
    if (y === undefined) return -1;
    return x > y ? -1 : 1;
  }
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
