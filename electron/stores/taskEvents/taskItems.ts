import {
  attributeMap,
  attributeOf,
  mapOf,
  stringOf,
  typeOf,
  type AttributeMap,
} from '#shared/model/attributeValue.ts';
import type { NewTaskEvent, Projection } from '#shared/model/taskEvent.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import { WRITE_ID } from '../settleWrite.ts';
import { EVENT_PREFIX, keyOf, META_KEY, sequenceIn, taskIdIn } from './keys.ts';

const BYSTANDER: TaskItem = { kind: 'bystander' };

const KEPT_OUT = new Set(['PK', 'SK', WRITE_ID]);

/** Why the attribute `name` of `map` is not a text with something in it; undefined when it is. */
const textFault = (map: AttributeMap, name: string): string | undefined => {
  const value = attributeOf(map, name);
  if (value === undefined) return `it has no “${name}”`;
  if (!('S' in value)) return `its “${name}” is of type ${typeOf(value)}, not a text`;
  return value.S === '' ? `its “${name}” is empty` : undefined;
};

/** The event in the attribute `event` of an item, whoever wrote it, or why it is none. Never throws. */
export function readEvent(
  item: AttributeMap,
): { readonly event: NewTaskEvent } | { readonly event?: undefined; readonly reason: string } {
  const stored = attributeOf(item, 'event');
  if (stored === undefined) return { reason: 'it has no attribute “event”' };
  if (!('M' in stored)) return { reason: `its attribute “event” is of type ${typeOf(stored)}, not a map` };
  const event = stored.M;
  const type = stringOf(event, 'type');
  const at = stringOf(event, 'at');
  const fault = textFault(event, 'type') ?? textFault(event, 'at');
  if (type === undefined || at === undefined || fault !== undefined) {
    return { reason: fault ?? 'its type or time is missing' };
  }
  const decoded: NewTaskEvent = { type, at };
  const data = mapOf(event, 'data');
  if (data !== undefined) decoded.data = data;
  const actor = stringOf(event, 'actor');
  if (actor !== undefined) decoded.actor = actor;
  const correlationId = stringOf(event, 'correlation_id');
  if (correlationId !== undefined) decoded.correlationId = correlationId;
  const causationId = stringOf(event, 'causation_id');
  if (causationId !== undefined) decoded.causationId = causationId;
  const idempotencyKey = stringOf(event, 'idempotency_key');
  if (idempotencyKey !== undefined) decoded.idempotencyKey = idempotencyKey;
  return { event: decoded };
}

const decodeEvent = (taskId: string, key: string, item: AttributeMap): TaskItem => {
  const seq = sequenceIn(key);
  const undecodable = (reason: string): TaskItem => ({
    kind: 'undecodable',
    taskId,
    undecodable: { key, reason, ...(seq === undefined ? {} : { seq }) },
  });
  if (seq === undefined) return undecodable('its key carries no sequence number from 1 on');
  const read = readEvent(item);
  return read.event === undefined
    ? undecodable(read.reason)
    : { kind: 'event', taskId, event: { seq, key, ...read.event } };
};

/** The projection in a `META` item: its fields without keys and write mark. */
export function decodeProjection(item: AttributeMap): Projection {
  return { fields: attributeMap(Object.entries(item).filter(([name]) => !KEPT_OUT.has(name))) };
}

/**
 * Any item of a `task` table (CONTRACTS 1), whoever wrote it. Only `event.type` and `event.at` are required;
 * what is unknown or of another type than expected is passed over, and an item without those two comes back as
 * undecodable with its reason. Never throws.
 */
export function decodeTaskItem(item: AttributeMap): TaskItem {
  const taskId = taskIdIn(stringOf(item, 'PK') ?? '');
  const key = stringOf(item, 'SK');
  if (taskId === undefined || key === undefined) return BYSTANDER;
  if (key === META_KEY) return { kind: 'projection', taskId, projection: decodeProjection(item) };
  return key.startsWith(EVENT_PREFIX) ? decodeEvent(taskId, key, item) : BYSTANDER;
}

/** An event as the map that an item carries. */
export function eventMap(event: NewTaskEvent): AttributeMap {
  const text = (name: string, value: string | undefined) =>
    value === undefined ? {} : { [name]: { S: value } };
  return {
    type: { S: event.type },
    at: { S: event.at },
    ...(event.data === undefined ? {} : { data: { M: event.data } }),
    ...text('actor', event.actor),
    ...text('correlation_id', event.correlationId),
    ...text('causation_id', event.causationId),
    ...text('idempotency_key', event.idempotencyKey),
  };
}

/** The item of an event. */
export function encodeEvent(
  taskId: string,
  rangeKey: string,
  event: NewTaskEvent,
  writeId: string,
): AttributeMap {
  return {
    ...keyOf(taskId, rangeKey),
    event: { M: eventMap(event) },
    [WRITE_ID]: { S: writeId },
  };
}

/** The `META` item of a projection. Spread and computed names would lose nothing here, but entries keep `__proto__` too. */
export function encodeProjection(taskId: string, fields: AttributeMap, writeId: string): AttributeMap {
  return attributeMap([
    ...Object.entries(fields),
    ...Object.entries(keyOf(taskId, META_KEY)),
    [WRITE_ID, { S: writeId }],
  ]);
}

/** Orders what {@link decodeTaskItem} found: by number, and by key where two carry the same one. */
export function bySequence(
  a: { readonly seq?: number | undefined; readonly key: string },
  b: { readonly seq?: number | undefined; readonly key: string },
): number {
  const difference = (a.seq ?? Number.MAX_SAFE_INTEGER) - (b.seq ?? Number.MAX_SAFE_INTEGER);
  if (difference !== 0) return difference;
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
