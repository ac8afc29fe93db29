import type { AttributeMap } from '#shared/model/attributeValue.ts';

/** What the partition keys of tasks begin with (CONTRACTS 1). */
export const TASK_PREFIX = 'TASK#';

/** What the range keys of events begin with. */
export const EVENT_PREFIX = 'EVENT#';

/** The range key of the projection. */
export const META_KEY = 'META';

/** How many digits a sequence number is padded to. */
export const PADDING = 4;

/** The largest sequence number whose key still sorts as text the way it counts. */
export const LAST_PADDED = 9999;

/** The range key of event `seq`: `EVENT#0001`, and unpadded beyond 9999. */
export function eventKey(seq: number): string {
  return `${EVENT_PREFIX}${String(seq).padStart(PADDING, '0')}`;
}

/** The sequence number in a range key of whatever padding; undefined when there is none or it is no count from 1. */
export function sequenceIn(rangeKey: string): number | undefined {
  if (!rangeKey.startsWith(EVENT_PREFIX)) return undefined;
  const digits = rangeKey.slice(EVENT_PREFIX.length);
  if (!/^\d{1,16}$/.test(digits)) return undefined;
  const seq = Number(digits);
  return Number.isSafeInteger(seq) && seq >= 1 ? seq : undefined;
}

/** The task id in a partition key; undefined when the key is not a task's. */
export function taskIdIn(partitionKey: string): string | undefined {
  return partitionKey.length > TASK_PREFIX.length && partitionKey.startsWith(TASK_PREFIX)
    ? partitionKey.slice(TASK_PREFIX.length)
    : undefined;
}

/** The partition key of a task. */
export function taskKey(taskId: string): string {
  return `${TASK_PREFIX}${taskId}`;
}

/** The full key of a task's item. */
export function keyOf(taskId: string, rangeKey: string): AttributeMap {
  return { PK: { S: taskKey(taskId) }, SK: { S: rangeKey } };
}
