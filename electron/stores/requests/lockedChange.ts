import { AppError } from '#shared/errors/appError.ts';
import {
  stringOf,
  withAttribute,
  type AttributeMap,
  type AttributeValue,
} from '#shared/model/attributeValue.ts';
import type { RequestChange, RequestDecision } from '#shared/model/accessRequest.ts';
import { isNanoTime, nanoTimeText, parseNanoTime } from '#shared/model/nanoTime.ts';
import type { UpdateRequest } from '../../dynamo/dynamo.ts';
import { WRITE_ID } from '../settleWrite.ts';
import { encodeChange } from './requestItems.ts';
import type { SeenRequest } from './requestStore.ts';

/** A change of a request, under the condition that it is still as it was seen. */
export interface LockedChange {
  readonly seen: SeenRequest;
  /** Whether it must be pending as well. */
  readonly pending: boolean;
  /** Attributes to set, the lock and the mark of the write among them; the others stay as they are. */
  readonly sets: AttributeMap;
}

/** Who writes, and when by the clock, in nanoseconds since 1970. */
interface Stamp {
  readonly writeId: string;
  readonly now: bigint;
}

/**
 * The lock that follows `updatedAt`: the time, and 1 ns more than before where the clock stands still or goes back.
 * A lock that came twice would let a writer overwrite what it never saw.
 * @throws `InvalidInput` when no later time has a text
 */
export function nextLock(updatedAt: string | undefined, now: bigint): string {
  const before = updatedAt === undefined ? undefined : parseNanoTime(updatedAt);
  const next = before !== undefined && before >= now ? before + 1n : now;
  if (isNanoTime(next)) return nanoTimeText(next);
  throw new AppError('InvalidInput', {
    message: `The request was last changed at ${updatedAt ?? 'no time'}, and no later time can be written.`,
    nextStep: 'Correct its “updated_at” where it is written.',
  });
}

const locked = (
  seen: SeenRequest,
  pending: boolean,
  attributes: AttributeMap,
  { writeId, now }: Stamp,
): LockedChange => {
  const stamp = { updated_at: { S: nextLock(seen.updatedAt, now) }, [WRITE_ID]: { S: writeId } };
  return { seen, pending, sets: { ...attributes, ...stamp } };
};

/** A change that decides nothing. @throws `InvalidInput` when no later lock can be written */
export function changeOf(seen: SeenRequest, change: RequestChange, stamp: Stamp): LockedChange {
  return locked(seen, false, encodeChange(change), stamp);
}

/** A decision, which only a pending request can meet. @throws `InvalidInput` when no later lock can be written */
export function decisionOf(seen: SeenRequest, { to, by, note }: RequestDecision, stamp: Stamp): LockedChange {
  const attributes = {
    status: { S: to },
    ...(by === undefined ? {} : { decided_by: { S: by } }),
    ...(note === undefined ? {} : { decision_note: { S: note } }),
  };
  return locked(seen, true, attributes, stamp);
}

/** Whether `stored` is still as it was seen; the same question as {@link lockCondition} asks the server. */
export function isAsSeen(seen: SeenRequest, stored: AttributeMap | undefined): stored is AttributeMap {
  if (stored === undefined) return false;
  return seen.updatedAt === undefined
    ? !Object.hasOwn(stored, 'updated_at')
    : stringOf(stored, 'updated_at') === seen.updatedAt;
}

/** The condition that a request is still as it was seen. */
export function lockCondition({ updatedAt }: SeenRequest): Pick<UpdateRequest, 'condition' | 'values'> {
  return updatedAt === undefined
    ? { condition: 'attribute_exists(id) AND attribute_not_exists(updated_at)' }
    : { condition: 'updated_at = :seen', values: { ':seen': { S: updatedAt } } };
}

/** Whether a change may be made to `stored`. */
export function isOpenTo(change: LockedChange, stored: AttributeMap | undefined): stored is AttributeMap {
  return isAsSeen(change.seen, stored) && (!change.pending || stringOf(stored, 'status') === 'pending');
}

/** `stored` after a change. */
export function changed(change: LockedChange, stored: AttributeMap): AttributeMap {
  return Object.entries(change.sets).reduce(
    (item, [name, value]) => withAttribute(item, name, value),
    stored,
  );
}

/** A change as an update under its condition. */
export function updateOf(
  change: LockedChange,
): Pick<UpdateRequest, 'update' | 'condition' | 'names' | 'values'> {
  const { condition, values: seen = {} } = lockCondition(change.seen);
  const names: Record<string, string> = {};
  const values: Record<string, AttributeValue> = { ...seen };
  const sets = Object.entries(change.sets).map(([name, value], index) => {
    names[`#a${index}`] = name;
    values[`:a${index}`] = value;
    return `#a${index} = :a${index}`;
  });
  const update = `SET ${sets.join(', ')}`;
  if (!change.pending) return { update, condition, names, values };
  return {
    update,
    condition: `${condition} AND #status = :pending`,
    names: { ...names, '#status': 'status' },
    values: { ...values, ':pending': { S: 'pending' } },
  };
}
