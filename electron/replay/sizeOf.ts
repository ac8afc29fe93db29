import type { AttributeMap, AttributeValue } from '#shared/model/attributeValue.ts';

/** About what an object and each of its members take, in bytes. */
const OBJECT = 40;
const MEMBER = 16;

function sizeOfValue(value: AttributeValue): number {
  if ('M' in value) return OBJECT + sizeOfMap(value.M);
  if ('L' in value) return value.L.reduce((sum, member) => sum + MEMBER + sizeOfValue(member), OBJECT * 2);
  const [held] = Object.values<unknown>(value);
  if (typeof held === 'string') return OBJECT + MEMBER + held.length;
  if (!Array.isArray(held)) return OBJECT;
  return held.reduce<number>((sum, text) => sum + MEMBER + String(text).length, OBJECT * 2);
}

/** About how many bytes a document takes; members that it shares with `other` are counted as no more than a reference. */
export function sizeOfMap(map: AttributeMap, other?: AttributeMap): number {
  let sum = OBJECT;
  for (const [name, value] of Object.entries(map)) {
    sum += MEMBER + (other?.[name] === value ? 0 : sizeOfValue(value));
  }
  return sum;
}
