import type { AttributeMap, AttributeValue } from '#shared/model/attributeValue.ts';
import { canonicalNumber } from '#shared/model/numbers.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';

/** Two hashes of 32 bits, mixed step by step. */
interface Hash {
  a: number;
  b: number;
}

const begin = (): Hash => ({ a: 0x811c9dc5, b: 0x9e3779b9 });

function mixNumber(hash: Hash, value: number): void {
  hash.a = Math.imul(hash.a ^ value, 0x01000193);
  hash.b = Math.imul(hash.b ^ value, 0x85ebca6b);
  hash.b ^= hash.b >>> 13;
}

function mixText(hash: Hash, text: string): void {
  for (let at = 0; at < text.length; at += 1) mixNumber(hash, text.charCodeAt(at));
  mixNumber(hash, text.length + 0x10000);
}

/** Mixes parts in whose order means nothing: their sum is the same in any. */
function mixUnordered(hash: Hash, parts: Iterable<(own: Hash) => void>): void {
  let [a, b, count] = [0, 0, 0];
  for (const part of parts) {
    const own = begin();
    part(own);
    a = (a + own.a) | 0;
    b = (b + own.b) | 0;
    count += 1;
  }
  mixNumber(hash, a);
  mixNumber(hash, b);
  mixNumber(hash, count);
}

const setParts = (members: readonly string[], spell: (text: string) => string) =>
  [...new Set(members.map(spell))].map((text) => (own: Hash) => mixText(own, text));

const asWritten = (text: string): string => text;

function mixMap(hash: Hash, map: AttributeMap): void {
  mixUnordered(
    hash,
    Object.entries(map).map(([name, value]) => (own: Hash) => {
      mixText(own, name);
      mixValue(own, value);
    }),
  );
}

/** The first number tells the type, so that no value passes for one of another type. */
function mixValue(hash: Hash, value: AttributeValue): void {
  if ('S' in value) {
    mixNumber(hash, 1);
    mixText(hash, value.S);
  } else if ('N' in value) {
    mixNumber(hash, 2);
    mixText(hash, canonicalNumber(value.N));
  } else if ('M' in value) {
    mixNumber(hash, 3);
    mixMap(hash, value.M);
  } else if ('L' in value) {
    mixNumber(hash, 4);
    for (const entry of value.L) mixValue(hash, entry);
    mixNumber(hash, value.L.length);
  } else if ('BOOL' in value) mixNumber(hash, value.BOOL ? 5 : 6);
  else if ('NULL' in value) mixNumber(hash, 7);
  else if ('B' in value) {
    mixNumber(hash, 8);
    mixText(hash, value.B);
  } else if ('SS' in value) {
    mixNumber(hash, 9);
    mixUnordered(hash, setParts(value.SS, asWritten));
  } else if ('NS' in value) {
    mixNumber(hash, 10);
    mixUnordered(hash, setParts(value.NS, canonicalNumber));
  } else {
    mixNumber(hash, 11);
    mixUnordered(hash, setParts(value.BS, asWritten));
  }
}

/**
 * Type and payload of an event as one number of 53 bits: the same for events that are equal in both by DynamoDB's
 * rules. Two that differ share one by a chance of about 1 in 10¹⁵.
 */
export function eventDigest({ type, data }: Pick<TaskEvent, 'type' | 'data'>): number {
  const hash = begin();
  mixText(hash, type);
  if (data !== undefined) mixMap(hash, data);
  return (hash.a >>> 0) * 0x200000 + (hash.b >>> 11);
}
