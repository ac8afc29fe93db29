import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { parseTime } from '#shared/model/times.ts';

/** What the partition keys of dead letters begin with (CONTRACTS 1). */
export const QUEUE_PREFIX = 'DLQ#';

/** The partition key of a queue. */
export function queueKey(queue: string): string {
  return `${QUEUE_PREFIX}${queue}`;
}

/** The queue in a partition key; undefined when the key is not a queue's. */
export function queueIn(partitionKey: string): string | undefined {
  return partitionKey.startsWith(QUEUE_PREFIX) ? partitionKey.slice(QUEUE_PREFIX.length) : undefined;
}

/** The full key of an item of a queue. */
export function letterKey(queue: string, rangeKey: string): AttributeMap {
  return { PK: { S: queueKey(queue) }, SK: { S: rangeKey } };
}

/** The range key of a letter. The time is written in UTC to the millisecond, so that texts sort as times do. */
export function letterRange(lastFailedAt: string, letterId: string): string {
  return `${new Date(parseTime(lastFailedAt)).toISOString()}#${letterId}`;
}

/** The letter's id in a range key: what follows the time, which holds no `#`. The whole key where it has no time. */
export function letterIdIn(rangeKey: string): string {
  const end = rangeKey.indexOf('#');
  return end > 0 && !Number.isNaN(parseTime(rangeKey.slice(0, end))) ? rangeKey.slice(end + 1) : rangeKey;
}
