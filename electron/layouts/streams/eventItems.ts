import { typeOf, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import type { EventRule, LayoutFile } from '#shared/model/streamLayout.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import { contentReader, type EventContent } from './eventReader.ts';
import { matcherOf, templateOf, type Matcher, type PartOf, type StreamTemplate } from './matcher.ts';
import { countOf, numberingOf, sequenceOf, type Numbering } from './sequence.ts';
import { unpackerOf } from './unpack.ts';
import { keyText, namesOf, pathText, textOf, valueAt, type Reading } from './values.ts';

/** An item's place: the stream, the parts of its keys. */
export interface Matched {
  readonly stream: string;
  readonly parts: PartOf;
}

/** A rule for items that hold events, made ready. */
export interface EventItems {
  readonly rule: EventRule;
  readonly matcher: Matcher;
  readonly stream: StreamTemplate;
  readonly numbering: Numbering;
  readonly match: (item: AttributeMap) => Matched | undefined;
  readonly read: (item: AttributeMap, matched: Matched, keyOf: ItemKey) => readonly TaskItem[];
}

/** What tells an item from the others of its stream. */
export type ItemKey = (item: AttributeMap) => string;

const LISTED = /\]$/;

/** The key of the `index`th event of an item that holds a list. */
const listedKey = (key: string, index: number): string => `${key}[${index + 1}]`;

/** Whether an event is called by a place in the list of the item that is called `name`, or as that item itself. */
export const isListedUnder = (name: string, called: string): boolean =>
  called === name || (called.startsWith(name) && /^\[\d+\]$/.test(called.slice(name.length)));

/**
 * How items of a stream are called: the sort key, or the partition key where there is none. Where a stream has several
 * partitions both are told, with slashes doubled in the first, so that no two pairs look the same. `lists`: some items
 * are called by their place in a list too.
 */
export function itemKeyOf(
  { partition, sort }: LayoutFile['key'],
  { onePartition, lists }: { readonly onePartition: boolean; readonly lists: boolean },
): ItemKey {
  const nameOf = (item: AttributeMap): string => {
    const outer = keyText(item, partition) ?? '';
    if (sort === undefined) return outer;
    const inner = keyText(item, sort) ?? '';
    return onePartition ? inner : `${outer.replaceAll('/', '//')} / ${inner}`;
  };
  if (!lists) return nameOf;
  // A single event beside lists whose key looks like a place in one.
  return (item) => {
    const name = nameOf(item);
    return LISTED.test(name) ? listedKey(name, 0) : name;
  };
}

/** The body that an event or a list of them lies in; without one, the item itself. */
function bodyReader({ body }: EventRule): (item: AttributeMap) => Reading<AttributeValue> {
  if (body === undefined) return (item) => ({ value: { M: item } });
  const { name, read } = unpackerOf(body, 'attribute ');
  return (item) => read(item) ?? { reason: `it has no ${name}` };
}

const notA = (rule: EventRule, value: AttributeValue, what: 'map' | 'list'): string => {
  const name = rule.body === undefined ? 'item' : `attribute ${pathText(rule.body.path)}`;
  return `its ${name} is of type ${typeOf(value)}, not a ${what}`;
};

/** Makes a rule for items that hold events ready. */
export function eventItemsOf(key: LayoutFile['key'], rule: EventRule): EventItems {
  const matcher = matcherOf(key, rule.match);
  const stream = templateOf(rule.stream, matcher);
  const numbering = numberingOf(rule.sequence, matcher);
  const readBody = bodyReader(rule);
  const readContent = contentReader(rule);
  const ownNumber = rule.event.sequence === undefined ? undefined : namesOf(rule.event.sequence);
  const typesAt = rule.item.types === undefined ? undefined : namesOf(rule.item.types);

  const itemOf = (
    taskId: string,
    key: string,
    seq: Reading<number>,
    content: Reading<EventContent>,
  ): TaskItem => {
    const reason =
      seq.value === undefined ? seq.reason : content.value === undefined ? content.reason : undefined;
    if (seq.value !== undefined && content.value !== undefined) {
      return { kind: 'event', taskId, event: { seq: seq.value, key, ...content.value } };
    }
    return {
      kind: 'undecodable',
      taskId,
      undecodable: { key, reason: reason ?? '', ...(seq.value === undefined ? {} : { seq: seq.value }) },
    };
  };

  /** The event's own number where it has one, else that which follows from its item's. */
  const numberOf = (event: AttributeMap, ofItem: Reading<number>): Reading<number> => {
    if (ownNumber === undefined) return ofItem;
    const value = sequenceOf(countOf(textOf(valueAt(event, ownNumber))), numbering.offset);
    return value === undefined
      ? { reason: `its ${pathText([...ownNumber])} is no sequence number from 1 on` }
      : { value };
  };

  const readList = (item: AttributeMap, { stream, parts }: Matched, keyText: string): readonly TaskItem[] => {
    const carried = numbering.read(item, parts);
    const body = readBody(item);
    if (body.value === undefined) return [itemOf(stream, keyText, carried, body)];
    if (!('L' in body.value)) {
      return [itemOf(stream, keyText, carried, { reason: notA(rule, body.value, 'list') })];
    }
    const { L: list } = body.value;
    const before = numbering.of === 'last' ? list.length - 1 : 0;
    const types = typesAt === undefined ? undefined : valueAt(item, typesAt);
    const typeList = types !== undefined && 'L' in types ? types.L : [];
    return list.map((entry, index) => {
      const key = listedKey(keyText, index);
      const counted =
        carried.value === undefined || numbering.of === 'every'
          ? carried
          : numbered(carried.value - before + index, carried.value);
      if (!('M' in entry)) {
        return itemOf(stream, key, counted, { reason: `it is of type ${typeOf(entry)}, not a map` });
      }
      return itemOf(stream, key, numberOf(entry.M, counted), readContent(entry.M, item, typeList[index]));
    });
  };

  return {
    rule,
    matcher,
    stream,
    numbering,
    match: (item) => {
      const parts = matcher.match(item);
      const name = parts === undefined ? undefined : stream.of(item, parts);
      return parts === undefined || name === undefined ? undefined : { stream: name, parts };
    },
    read: (item, matched, keyOf) => {
      if (rule.holds === 'list') return readList(item, matched, keyOf(item));
      const carried = numbering.read(item, matched.parts);
      const body = readBody(item);
      if (body.value === undefined) return [itemOf(matched.stream, keyOf(item), carried, body)];
      if (!('M' in body.value)) {
        const reason = notA(rule, body.value, 'map');
        return [itemOf(matched.stream, keyOf(item), carried, { reason })];
      }
      const event = body.value.M;
      return [itemOf(matched.stream, keyOf(item), numberOf(event, carried), readContent(event, item))];
    },
  };
}

/** A place in a list as a number; a list that is longer than its last number has places below 1. */
const numbered = (seq: number, carried: number): Reading<number> =>
  Number.isSafeInteger(seq) && seq >= 1
    ? { value: seq }
    : { reason: `its list is longer than its number ${carried}` };
