import type { AttributeValue } from '#shared/model/attributeValue.ts';
import { valueAt } from '../../layouts/streams/values.ts';
import { decodeItem } from '../../pages/decodeItem.ts';
import type { Found } from '../../pages/projection.ts';
import { LETTER } from '../../pages/skipValue.ts';
import { latin1Text, utf8Text } from '../../pages/text.ts';
import { isAsReplayed } from '../../replay/drift.ts';
import { applyOps } from './applyOps.ts';
import { areBytes, type Span } from './compareBytes.ts';
import type { MatchPlan } from './eventPlan.ts';
import { createTimeReader } from './eventTimes.ts';
import { emptyCell, setValue, valueOf } from './fieldCells.ts';
import { countIn, fitsKey } from './keyBytes.ts';
import type { LayoutPlan } from './layoutPlan.ts';
import type { TypePlan } from './reducerPlan.ts';
import type { ItemBytes, Overflow, StreamFold, StreamVerdict } from './streamShape.ts';

const { S, N, M } = LETTER;

/** The last second that four digits of a year can name. */
const LAST_SECOND = 253_402_300_799;

/** The type that events have where every type does the same: nothing. */
const ANY_TYPE: TypePlan = { name: new Uint8Array(0), ops: [], leadsTo: -1, status: -1 };

/**
 * Folds the items of one stream from their bytes, in the order of their numbers, to tell whether anything at all is
 * wrong with it: a stream that is not certainly in order is left to the full way.
 */
export function createLayoutFold(plan: LayoutPlan): StreamFold {
  const { event, stored, reducer, rules, padding, sort } = plan;
  const { types, legal, start } = reducer;
  const timeOf = createTimeReader();
  const typeNamed = (wanted: string): TypePlan | undefined =>
    types === undefined
      ? ANY_TYPE
      : types.find(({ name }) => Buffer.compare(name, Buffer.from(wanted)) === 0);
  const unnamed = event.defaultType === undefined ? undefined : typeNamed(event.defaultType);
  const cells = reducer.fields.map(emptyCell);
  const highest = rules.padding === undefined ? Number.POSITIVE_INFINITY : 10 ** rules.padding - 1;
  const key: Span = { bytes: new Uint8Array(0), from: 0, to: 0 };
  const storedItem: Span = { bytes: new Uint8Array(0), from: 0, to: 0 };
  let begun = false;
  let isStream = false;
  let hasStored = false;
  let unsure = false;
  let events = 0;
  let time = Number.NEGATIVE_INFINITY;
  let below = 0;
  let status = start;
  let widest = 0;
  let wideFolded = false;
  let overflow: Overflow | undefined;
  let lastType: TypePlan | undefined;

  const reset = (): void => {
    begun = false;
    isStream = false;
    hasStored = false;
    unsure = false;
    events = 0;
    time = Number.NEGATIVE_INFINITY;
    status = start;
    widest = 0;
    wideFolded = false;
    overflow = undefined;
    for (let field = 0; field < cells.length; field += 1) {
      const cell = cells[field];
      if (cell !== undefined) setValue(cell, reducer.initial[field]);
    }
  };
  reset();

  const begin = ({ bytes, found }: ItemBytes): void => {
    begun = true;
    key.bytes = bytes;
    key.from = found.from[0] ?? 0;
    key.to = found.to[0] ?? 0;
    isStream = plan.streamOf(key) !== '';
  };

  /** Whether an item is one of a rule; where bytes do not tell, nothing is sure any more. */
  const isOf = ({ sort: pattern, where }: MatchPlan, bytes: Uint8Array, found: Found): boolean => {
    if (pattern !== undefined) {
      if (!fitsKey(pattern, bytes, found.from[sort] ?? 0, found.to[sort] ?? 0)) return false;
    }
    let all = true;
    for (const condition of where) {
      const holds = condition(bytes, found);
      if (holds < 0) unsure = true;
      if (holds !== 1) all = false;
    }
    return all;
  };

  const typeOf = (bytes: Uint8Array, found: Found): TypePlan | undefined => {
    const slot = event.type;
    if (slot < 0 || found.tags[slot] === 0) return unnamed;
    if (found.tags[slot] !== S || found.escaped[slot] === 1) return undefined;
    const from = found.from[slot] ?? 0;
    const to = found.to[slot] ?? 0;
    // An empty type cannot be read, or stands for the default one: the full way tells, whatever rules there are.
    if (from === to) return undefined;
    if (types === undefined) return ANY_TYPE;
    if (lastType !== undefined && areBytes(bytes, from, to, lastType.name)) return lastType;
    lastType = undefined;
    for (const type of types) if (areBytes(bytes, from, to, type.name)) lastType = type;
    return lastType;
  };

  /** The time of an event in milliseconds; NaN where bytes do not tell. */
  const timeIn = (bytes: Uint8Array, { tags, from, to, escaped }: Found): number => {
    const slot = event.time;
    if (slot < 0) return Number.NaN;
    const tag = tags[slot];
    const begins = from[slot] ?? 0;
    const ends = to[slot] ?? 0;
    if (event.timeUnit === 'rfc3339') {
      return tag === S && escaped[slot] === 0 && begins < ends ? timeOf(bytes, begins, ends) : Number.NaN;
    }
    const count = tag === S || tag === N ? countIn(bytes, begins, ends) : -1;
    const ms = event.timeUnit === 's' ? count * 1000 : count;
    return count < 0 || ms > LAST_SECOND * 1000 ? Number.NaN : ms;
  };

  /** The name of an event's type; undefined where bytes do not tell. */
  const typeName = (bytes: Uint8Array, { tags, from, to }: Found): string | undefined => {
    const slot = event.type;
    if (slot < 0 || tags[slot] === 0) return event.defaultType;
    return utf8Text(bytes, from[slot] ?? 0, to[slot] ?? 0);
  };

  const noteOverflow = (seq: number, bytes: Uint8Array, found: Found): void => {
    const type = typeName(bytes, found);
    // Where a time is converted or there is none, the full way tells it.
    if (event.time < 0 || event.timeUnit !== 'rfc3339' || type === undefined) {
      unsure = true;
      return;
    }
    const at = latin1Text(bytes, found.from[event.time] ?? 0, found.to[event.time] ?? 0);
    overflow = { seq, at, type };
  };

  /** Whether an event stands in the order of numbers and times, and its payload is one that rules can be asked of. */
  const isInOrder = (seq: number, now: number, found: Found): boolean => {
    if (seq !== events + 1 || (event.body >= 0 && found.tags[event.body] !== M)) return false;
    const isLater = now > time || (now === time && timeOf.below >= below);
    if (event.time >= 0 && !isLater) return false;
    const data = event.data < 0 ? 0 : (found.tags[event.data] ?? 0);
    return types === undefined || data === 0 || data === M || event.mapsOnly;
  };

  const addEvent = (count: number, bytes: Uint8Array, found: Found): void => {
    const seq = count * event.times + event.offset;
    const now = timeIn(bytes, found);
    const type = typeOf(bytes, found);
    const isFine = type !== undefined && Number.isSafeInteger(seq) && isInOrder(seq, now, found);
    if (!isFine || (type.leadsTo >= 0 && legal !== undefined && legal[status]?.[type.leadsTo] !== true)) {
      unsure = true;
      return;
    }
    events = seq;
    if (event.time >= 0) time = now;
    below = timeOf.below;
    if (type.status >= 0) status = type.status;
    if (seq > highest && overflow === undefined) noteOverflow(seq, bytes, found);
    applyOps(type.ops, cells, bytes, found, seq);
  };

  const addStored = ({ bytes, from, to }: ItemBytes): void => {
    if (hasStored) unsure = true;
    hasStored = true;
    storedItem.bytes = bytes;
    storedItem.from = from;
    storedItem.to = to;
  };

  /** Takes an item; of events only those whose number has `only` digits, or up to the padding where it is 0. */
  const take = (item: ItemBytes, only: number): void => {
    const { bytes, found } = item;
    if (!begun) begin(item);
    if (unsure || !isStream) return;
    if (sort >= 0) {
      const tag = found.tags[sort];
      if (tag !== plan.sortTag) return;
      if (found.escaped[sort] === 1) {
        unsure = true;
        return;
      }
    }
    if (isOf(event, bytes, found)) {
      let from = found.from[event.number] ?? 0;
      let to = found.to[event.number] ?? 0;
      if (event.number < 0) {
        from = (found.from[sort] ?? 0) + (event.sort?.prefix.length ?? 0);
        to = (found.to[sort] ?? 0) - (event.sort?.suffix.length ?? 0);
      } else if (found.tags[event.number] !== N && found.tags[event.number] !== S) unsure = true;
      const count = countIn(bytes, from, to);
      const isWide = to - from > padding;
      if (isWide) widest = Math.max(widest, to - from);
      if (count < 0) unsure = true;
      else if (isWide ? to - from === only : only === 0) addEvent(count, bytes, found);
    }
    if (stored !== undefined && only === 0 && isOf(stored, bytes, found)) addStored(item);
  };

  const replayed = (name: string): AttributeValue | undefined => {
    const cell = cells[reducer.fields.indexOf(name)];
    return cell === undefined ? undefined : valueOf(cell);
  };

  /** Whether the stored projection says what the events lead to. */
  const isAsStored = (): boolean => {
    if (stored === undefined) return false;
    const item = decodeItem(storedItem.bytes, storedItem.from, storedItem.to);
    if (item === undefined) return false;
    const fields = stored.fields === undefined ? { M: item } : valueAt(item, stored.fields);
    if (fields === undefined || !('M' in fields)) return false;
    return isAsReplayed(plan.judge, fields.M, (name) => !stored.omitted.has(name), replayed);
  };

  const verdict = (): StreamVerdict => {
    if (unsure) return { kind: 'unsure' };
    if (widest > 0 && !wideFolded) return { kind: 'wide', widest };
    if (events === 0) return { kind: hasStored ? 'unsure' : 'none' };
    const isFine = hasStored ? isAsStored() : !rules.hasProjections;
    return isFine ? { kind: 'clean', events } : { kind: 'unsure' };
  };

  return {
    reset,
    add: (item) => {
      take(item, 0);
    },
    addWide: (item, width) => {
      wideFolded = true;
      take(item, width);
    },
    verdict,
    overflow: () => overflow,
    isUnsure: () => unsure,
  };
}
