import { attributeOf, EMPTY_MAP, type AttributeValue } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { belowTime, parseTime } from '#shared/model/times.ts';
import { firstIndex } from './bisect.ts';
import { createColumn, type Column } from './column.ts';
import { sameEvent } from './equality.ts';
import { hashText } from './hashText.ts';
import type { PageReader } from './pageReader.ts';
import { NO_MARKING, type FieldTag, type Marking, type SkimmedEvents } from './skim.ts';

/** Where an event lies in a page: its item's bytes, and which of the item's events it is. */
export interface PlaceInPage {
  readonly from: number;
  readonly to: number;
  readonly member: number;
}

/** The same, and in which page. */
type PagePlace = PlaceInPage & { readonly page: number };

/**
 * Every event that ever came, in the order of coming. A row never changes: an event that comes again differently is
 * another row. Events of pages stay bytes, decoded when asked for; those that came as objects stay objects.
 */
export interface EventRows {
  readonly count: number;
  seqOf(row: number): number;
  /** Epoch milliseconds; NaN when unreadable. */
  readonly times: Column<Float64Array>;
  /** See {@link belowTime}; only as long as the last row that has one, since most streams have none. */
  readonly below: Column<Float32Array>;
  /** Places in `typeNames`. */
  readonly types: Column<Uint32Array>;
  readonly typeNames: readonly string[];
  /** What the reducer tells of an event by itself, see `Tracking`; and {@link KEYED}. */
  readonly marks: Column<Uint16Array>;
  /** Keeps an answer's bytes; returns its number, for the places of its events. */
  addPage(page: Uint8Array): number;
  /** Gives back the page that was added last; its events are kept as objects. */
  dropPage(page: number): void;
  append(event: TaskEvent, place?: PagePlace): number;
  /** As `append`, of an event in a page that was not decoded. */
  appendSkimmed(events: SkimmedEvents, index: number, page: number, from: number, to: number): number;
  eventOf(row: number): TaskEvent;
  /** A number that stands for the row's idempotency key; undefined when it has none. */
  requestOf(row: number): number | undefined;
  /** Whether two rows tell the same event. */
  same(a: number, b: number): boolean;
  /** How many rows have an idempotency key. */
  readonly keyed: number;
  /** The bytes of a row's item; undefined for one that came as an object. */
  placeOf(row: number): { readonly page: number; readonly from: number; readonly to: number } | undefined;
  pageOf(page: number): Uint8Array | undefined;
  /** Gives back room kept for more rows. */
  trim(): void;
}

/** Among a row's marks: the event names a request by an idempotency key. */
export const KEYED = 0x8000;

/** Stand for numbers and lengths that are too large for their columns, and are kept beside them. */
const WIDE = 0xffff_ffff;
const MANY = 0xffff;

/** The page number of a row that came as an object; `from` is then its place among the objects. */
const NO_PAGE = 0xffff_ffff;

interface ItemRead {
  readonly page: number;
  readonly from: number;
  readonly events: readonly TaskEvent[];
}

const NONE_READ: ItemRead = { page: NO_PAGE, from: 0, events: [] };

const fieldTag = (value: AttributeValue | undefined): FieldTag => {
  if (value === undefined) return undefined;
  return 'S' in value ? 'S' : 'N' in value ? 'N' : 'other';
};

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** Makes empty rows. `reader`: for what comes as pages. */
export function createEventRows({ marksOf }: Marking = NO_MARKING, reader?: PageReader): EventRows {
  const seqs = createColumn(Uint32Array);
  /** Numbers that 32 bits do not hold. */
  const wideSeqs = new Map<number, number>();
  const times = createColumn(Float64Array);
  const below = createColumn(Float32Array);
  const types = createColumn(Uint32Array);
  const marks = createColumn(Uint16Array);
  const pageNumbers = createColumn(Uint32Array);
  const froms = createColumn(Uint32Array);
  const lengths = createColumn(Uint16Array);
  /** Lengths of items that 16 bits do not hold. */
  const longs = new Map<number, number>();
  const columns = [seqs, times, types, marks, pageNumbers, froms, lengths];
  /** Rows with an idempotency key, and what stands for it: 16 bytes, for those alone that have one. */
  const keyedRows = createColumn(Uint32Array);
  const keyHashes = createColumn(Float64Array);
  let keyed = 0;
  /** Which event of its item a row is, where it is not the first. */
  const members = new Map<number, number>();
  const pages: Uint8Array[] = [];
  const objects: TaskEvent[] = [];
  const typeNames: string[] = [];
  const typeIds = new Map<string, number>();
  let count = 0;
  /** The item read last: many events of one item are read one after another. */
  let recent = NONE_READ;

  const typeId = (type: string): number => {
    const known = typeIds.get(type);
    if (known !== undefined) return known;
    typeNames.push(type);
    typeIds.set(type, typeNames.length - 1);
    return typeNames.length - 1;
  };

  const eventsIn = (page: number, from: number, to: number): readonly TaskEvent[] => {
    if (recent.page === page && recent.from === from) return recent.events;
    const bytes = pages[page];
    const items = bytes === undefined ? [] : (reader?.read(bytes, from, to) ?? []);
    const events = items.flatMap((item) => (item.kind === 'event' ? [item.event] : []));
    recent = { page, from, events };
    return events;
  };

  const lengthOf = (row: number): number => {
    const length = lengths.values[row] ?? 0;
    return length === MANY ? (longs.get(row) ?? 0) : length;
  };

  const eventOf = (row: number): TaskEvent => {
    const page = pageNumbers.values[row] ?? NO_PAGE;
    const from = froms.values[row] ?? 0;
    const event =
      page === NO_PAGE ? objects[from] : eventsIn(page, from, from + lengthOf(row))[members.get(row) ?? 0];
    if (event === undefined) throw new RangeError(`There is no event in row ${row}.`);
    return event;
  };

  const keep = (row: number, key: string): void => {
    marks.values[row] = (marks.values[row] ?? 0) | KEYED;
    keyedRows.room(keyed + 1);
    keyHashes.room(keyed + 1);
    keyedRows.values[keyed] = row;
    keyHashes.values[keyed] = hashText(key);
    keyed += 1;
  };

  const placeOf: EventRows['placeOf'] = (row) => {
    const page = pageNumbers.values[row] ?? NO_PAGE;
    const from = froms.values[row] ?? 0;
    return page === NO_PAGE ? undefined : { page, from, to: from + lengthOf(row) };
  };

  const begin = (): number => {
    const row = count;
    count += 1;
    for (const column of columns) column.room(count);
    return row;
  };

  const setTime = (row: number, time: number, rest: number): void => {
    times.values[row] = time;
    if (rest === 0) return;
    below.room(count);
    below.values[row] = rest;
  };

  const setSeq = (row: number, seq: number): void => {
    seqs.values[row] = Math.min(seq, WIDE);
    if (seq >= WIDE) wideSeqs.set(row, seq);
  };

  const setPlace = (row: number, page: number, from: number, to: number): void => {
    pageNumbers.values[row] = page;
    froms.values[row] = from;
    lengths.values[row] = Math.min(to - from, MANY);
    if (to - from >= MANY) longs.set(row, to - from);
  };

  return {
    get count() {
      return count;
    },
    seqOf(row) {
      const seq = seqs.values[row] ?? 0;
      return seq === WIDE ? (wideSeqs.get(row) ?? 0) : seq;
    },
    get keyed() {
      return keyed;
    },
    times,
    below,
    types,
    typeNames,
    marks,
    addPage: (page) => pages.push(page) - 1,
    dropPage(page) {
      for (let row = count - 1; pageNumbers.values[row] === page; row -= 1) {
        froms.values[row] = objects.push(eventOf(row)) - 1;
        pageNumbers.values[row] = NO_PAGE;
      }
      pages.pop();
      recent = NONE_READ;
    },
    append(event, place) {
      const row = begin();
      const { seq, at, type, idempotencyKey, data = EMPTY_MAP } = event;
      const time = parseTime(at);
      setSeq(row, seq);
      setTime(row, time, belowTime(at, time));
      types.values[row] = typeId(type);
      marks.values[row] = marksOf(type, (field) => fieldTag(attributeOf(data, field)));
      if (idempotencyKey !== undefined) keep(row, idempotencyKey);
      const from = place?.from ?? objects.push(event) - 1;
      setPlace(row, place?.page ?? NO_PAGE, from, place?.to ?? from);
      if (place !== undefined && place.member > 0) members.set(row, place.member);
      return row;
    },
    appendSkimmed(events, index, page, from, to) {
      const row = begin();
      setSeq(row, events.seqs[index] ?? 0);
      setTime(row, events.times[index] ?? Number.NaN, events.below[index] ?? 0);
      types.values[row] = typeId(events.types[index] ?? '');
      marks.values[row] = events.marks[index] ?? 0;
      const request = events.requests.get(index);
      if (request !== undefined) keep(row, request);
      setPlace(row, page, from, to);
      return row;
    },
    eventOf,
    same(a, b) {
      const [left, right] = [placeOf(a), placeOf(b)];
      const [one, other] = [pages[left?.page ?? -1], pages[right?.page ?? -1]];
      if (left !== undefined && right !== undefined && one !== undefined && other !== undefined) {
        const alike = sameBytes(one.subarray(left.from, left.to), other.subarray(right.from, right.to));
        if (alike && members.get(a) === members.get(b)) return true;
      }
      return sameEvent(eventOf(a), eventOf(b));
    },
    requestOf(row) {
      if (((marks.values[row] ?? 0) & KEYED) === 0) return undefined;
      return keyHashes.values[firstIndex(keyed, (index) => (keyedRows.values[index] ?? 0) >= row)];
    },
    placeOf,
    pageOf: (page) => pages[page],
    trim() {
      for (const column of columns) column.trim(count);
      below.trim(count);
    },
  };
}
