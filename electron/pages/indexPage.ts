import { isAttributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
import { BYTE, skipSpace } from './bytes.ts';
import { IRREGULAR, skipExtent } from './skip.ts';
import { parseJson } from './text.ts';

/** Where the items of one answer of Scan or Query lie in its bytes, and what else it tells. */
export interface PageIndex {
  /** Item `i` is in the bytes `starts[i]` to `ends[i]`. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly count: number;
  /** Items read before any filter. */
  readonly scanned: number;
  /** Capacity units; 0 where none are told. */
  readonly units: number;
  /** Where the next page begins; undefined on the last one. */
  readonly lastKey: AttributeMap | undefined;
}

/** Offsets while they are found: grown by doubling, so that a page of any size is walked once. */
interface Offsets {
  starts: Uint32Array;
  ends: Uint32Array;
  length: number;
}

const grown = (array: Uint32Array): Uint32Array => {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
};

/** Finds the members of the list at `at`; the position behind it. */
function indexList(bytes: Uint8Array, at: number, found: Offsets): number {
  found.length = 0;
  if (bytes[at] !== BYTE.openList) return IRREGULAR;
  let next = skipSpace(bytes, at + 1);
  if (bytes[next] === BYTE.closeList) return next + 1;
  for (;;) {
    if (bytes[next] !== BYTE.openObject) return IRREGULAR;
    const end = skipExtent(bytes, next);
    if (end === IRREGULAR) return IRREGULAR;
    if (found.length === found.starts.length) {
      found.starts = grown(found.starts);
      found.ends = grown(found.ends);
    }
    found.starts[found.length] = next;
    found.ends[found.length] = end;
    found.length += 1;
    next = skipSpace(bytes, end);
    const byte = bytes[next];
    if (byte === BYTE.closeList) return next + 1;
    if (byte !== BYTE.comma) return IRREGULAR;
    next = skipSpace(bytes, next + 1);
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const numberOf = (value: unknown, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;

const unitsOf = (consumed: unknown): number =>
  isObject(consumed) ? numberOf(consumed['CapacityUnits'], 0) : 0;

/** Told of each member of an answer but its items: its name and value. */
type Told = Map<string, unknown>;

/** Walks the members of the object that is the whole of `bytes`; whether it is one. */
function walk(bytes: Uint8Array, found: Offsets, told: Told): boolean {
  let at = skipSpace(bytes, 0);
  if (bytes[at] !== BYTE.openObject) return false;
  at = skipSpace(bytes, at + 1);
  if (bytes[at] === BYTE.closeObject) return skipSpace(bytes, at + 1) === bytes.length;
  for (;;) {
    if (bytes[at] !== BYTE.quote) return false;
    const nameEnd = skipExtent(bytes, at);
    if (nameEnd === IRREGULAR) return false;
    const name = parseJson(bytes, at, nameEnd);
    at = skipSpace(bytes, nameEnd);
    if (typeof name !== 'string' || bytes[at] !== BYTE.colon) return false;
    at = skipSpace(bytes, at + 1);
    if (name === 'Items') {
      at = indexList(bytes, at, found);
      if (at === IRREGULAR) return false;
    } else {
      const end = skipExtent(bytes, at);
      const value = end === IRREGULAR ? undefined : parseJson(bytes, at, end);
      if (value === undefined) return false;
      told.set(name, value);
      at = end;
    }
    at = skipSpace(bytes, at);
    if (bytes[at] === BYTE.closeObject) return skipSpace(bytes, at + 1) === bytes.length;
    if (bytes[at] !== BYTE.comma) return false;
    at = skipSpace(bytes, at + 1);
  }
}

/**
 * Finds the items in one answer of Scan or Query, as the server sent it, without decoding them. Members may come in
 * any order and with any white space; the last of two `Items` counts, as with `JSON.parse`. Whether each item can be
 * read shows when it is decoded. Undefined when the bytes are no such answer. Never throws.
 */
export function indexPage(bytes: Uint8Array): PageIndex | undefined {
  const found: Offsets = { starts: new Uint32Array(256), ends: new Uint32Array(256), length: 0 };
  const told: Told = new Map();
  if (!walk(bytes, found, told)) return undefined;
  const count = found.length;
  const lastKey = told.get('LastEvaluatedKey');
  if (lastKey !== undefined && lastKey !== null && !isAttributeMap(lastKey)) return undefined;
  return {
    starts: found.starts.slice(0, count),
    ends: found.ends.slice(0, count),
    count,
    scanned: numberOf(told.get('ScannedCount'), count),
    units: unitsOf(told.get('ConsumedCapacity')),
    lastKey: lastKey ?? undefined,
  };
}
