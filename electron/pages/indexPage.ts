import { isAttributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
import { IRREGULAR, skipExtent } from './skip.ts';
import { walkAnswer, walkList } from './walkAnswer.ts';

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

function note(found: Offsets, from: number, to: number): void {
  if (found.length === found.starts.length) {
    found.starts = grown(found.starts);
    found.ends = grown(found.ends);
  }
  found.starts[found.length] = from;
  found.ends[found.length] = to;
  found.length += 1;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const numberOf = (value: unknown, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;

const unitsOf = (consumed: unknown): number =>
  isObject(consumed) ? numberOf(consumed['CapacityUnits'], 0) : 0;

/**
 * Finds the items in one answer of Scan or Query, as the server sent it, without decoding them. Members may come in
 * any order and with any white space; the last of two `Items` counts, as with `JSON.parse`. Whether each item can be
 * read shows when it is decoded. Undefined when the bytes are no such answer. Never throws.
 */
export function indexPage(bytes: Uint8Array): PageIndex | undefined {
  const found: Offsets = { starts: new Uint32Array(256), ends: new Uint32Array(256), length: 0 };
  const told = new Map<string, unknown>();
  const isAnswer = walkAnswer(bytes, {
    items: (at) => {
      found.length = 0;
      return walkList(bytes, at, (from) => {
        const end = skipExtent(bytes, from);
        if (end !== IRREGULAR) note(found, from, end);
        return end;
      });
    },
    member: (name, value) => told.set(name, value),
  });
  const lastKey = told.get('LastEvaluatedKey') ?? undefined;
  if (!isAnswer || (lastKey !== undefined && !isAttributeMap(lastKey))) return undefined;
  const count = found.length;
  return {
    starts: found.starts.slice(0, count),
    ends: found.ends.slice(0, count),
    count,
    scanned: numberOf(told.get('ScannedCount'), count),
    units: unitsOf(told.get('ConsumedCapacity')),
    lastKey,
  };
}
