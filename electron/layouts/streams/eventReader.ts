import { typeOf, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import type { Path } from '#shared/model/reducerSpec.ts';
import type { EventRule, TimeFormat } from '#shared/model/streamLayout.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { readTime } from './eventTime.ts';
import { collected, documentReader } from './unpack.ts';
import { namesOf, pathText, valueAt, type Reading } from './values.ts';

/** An event without its place in the stream. */
export type EventContent = Omit<TaskEvent, 'seq' | 'key'>;

/** Reads an event out of the values that it lies in. `item`: the whole item; `beside`: its type out of a list. */
export type ReadContent = (
  event: AttributeMap,
  item: AttributeMap,
  beside?: AttributeValue,
) => Reading<EventContent>;

type Fields = EventRule['event'];

/** A text that must be there and say something. */
function filledText(value: AttributeValue | undefined, name: string): Reading<string> {
  if (value === undefined) return { reason: `it has no ${name}` };
  if (!('S' in value)) return { reason: `its ${name} is of type ${typeOf(value)}, not a text` };
  return value.S === '' ? { reason: `its ${name} is empty` } : { value: value.S };
}

type ReadText = (event: AttributeMap, item: AttributeMap) => string | undefined;

const textAtPath = (path: Path | undefined): ((root: AttributeMap) => string | undefined) => {
  if (path === undefined) return () => undefined;
  const names = namesOf(path);
  return (root) => {
    const value = valueAt(root, names);
    return value !== undefined && 'S' in value ? value.S : undefined;
  };
};

/** A text of the event, else one of the whole item. What is no text is passed over. */
const eitherText = (own: Path | undefined, whole?: Path): ReadText => {
  const ofEvent = textAtPath(own);
  const ofItem = textAtPath(whole);
  return (event, item) => ofEvent(event) ?? ofItem(item);
};

function typeReader({ type, defaultType }: Fields, types: Path | undefined): ReadContentPart<string> {
  if (type === undefined && types === undefined) return () => ({ value: defaultType ?? 'event' });
  const names = type === undefined ? undefined : namesOf(type);
  const name = pathText(type ?? types ?? 'type');
  return (event, _item, beside) => {
    const found = names === undefined ? beside : (valueAt(event, names) ?? beside);
    const read = filledText(found, name);
    return read.value === undefined && defaultType !== undefined ? { value: defaultType } : read;
  };
}

type ReadContentPart<T> = (
  event: AttributeMap,
  item: AttributeMap,
  beside: AttributeValue | undefined,
) => Reading<T>;

type TimePlace = { readonly path: Path; readonly format: TimeFormat };

function timeReader(own: TimePlace | undefined, whole: TimePlace | undefined): ReadContentPart<string> {
  const place = own ?? whole;
  if (place === undefined) return () => ({ value: '' });
  const names = namesOf(place.path);
  const name = pathText(place.path);
  const other = own === undefined ? undefined : whole;
  const otherNames = other === undefined ? undefined : namesOf(other.path);
  return (event, item) => {
    const value = valueAt(own === undefined ? item : event, names);
    if (value === undefined && other !== undefined && otherNames !== undefined) {
      const fallback = valueAt(item, otherNames);
      if (fallback !== undefined) return readTime(fallback, pathText(other.path), other.format);
    }
    return readTime(value, name, place.format);
  };
}

const NOTHING = (): undefined => undefined;

function metadataReader({ metadata }: Fields): (event: AttributeMap) => Reading<AttributeMap> | undefined {
  if (metadata === undefined) return NOTHING;
  const readMain = documentReader(metadata);
  const also = metadata.also ?? [];
  return (event) => {
    const main = readMain(event);
    const more = collected(event, also);
    if (more === undefined || (main !== undefined && main.value === undefined)) return main;
    return { value: { ...main?.value, ...more } };
  };
}

/** Makes the fields of an event ready. */
export function contentReader({
  event: fields,
  item: whole,
}: Pick<EventRule, 'event' | 'item'>): ReadContent {
  const readType = typeReader(fields, whole.types);
  const readAt = timeReader(fields.time, whole.time);
  const readData = fields.data === undefined ? NOTHING : documentReader(fields.data);
  const readMetadata = metadataReader(fields);
  const idOf = eitherText(fields.id, whole.id);
  const actorOf = eitherText(fields.actor, whole.actor);
  const correlationOf = eitherText(fields.correlation, whole.correlation);
  const causationOf = eitherText(fields.causation, whole.causation);
  const idempotencyKeyOf = eitherText(fields.idempotencyKey);
  return (event, item, beside) => {
    const type = readType(event, item, beside);
    if (type.value === undefined) return type;
    const at = readAt(event, item, beside);
    if (at.value === undefined) return at;
    const content: EventContent = { type: type.value, at: at.value };
    const data = readData(event);
    if (data !== undefined) {
      if (data.value === undefined) return data;
      content.data = data.value;
    }
    const metadata = readMetadata(event);
    if (metadata !== undefined) {
      if (metadata.value === undefined) return metadata;
      content.metadata = metadata.value;
    }
    const eventId = idOf(event, item);
    if (eventId !== undefined) content.eventId = eventId;
    const actor = actorOf(event, item);
    if (actor !== undefined) content.actor = actor;
    const correlationId = correlationOf(event, item);
    if (correlationId !== undefined) content.correlationId = correlationId;
    const causationId = causationOf(event, item);
    if (causationId !== undefined) content.causationId = causationId;
    const idempotencyKey = idempotencyKeyOf(event, item);
    if (idempotencyKey !== undefined) content.idempotencyKey = idempotencyKey;
    return { value: content };
  };
}
