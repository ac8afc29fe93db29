import { attributeMap, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import { equalNumbers } from '#shared/model/numbers.ts';

/** A value as JSON has it. */
export type Plain = string | number | boolean | null | readonly Plain[] | PlainMap;

/** An object of such values. */
export interface PlainMap {
  readonly [name: string]: Plain;
}

/** Tags that plain JSON has no form for: such a value is an object with the tag as its only member. */
const TAGS: ReadonlySet<string> = new Set(['N', 'B', 'SS', 'NS', 'BS', 'M']);

const isTexts = (value: Plain | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string');

/** Whether a number in JavaScript is this very number: whole ones only as far as each has a neighbour. */
function isExact(text: string): boolean {
  const number = Number(text);
  return (
    Number.isFinite(number) &&
    (!Number.isInteger(number) || Number.isSafeInteger(number)) &&
    equalNumbers(text, String(number))
  );
}

/**
 * A value as plain JSON that reads back as the same value. A number that JavaScript cannot hold exactly is
 * `{"N": "…"}`, binary is `{"B": base64}`, sets are `{"SS": […]}` and so on; a map that could be mistaken for one of
 * these is `{"M": {…}}`.
 */
export function toPlain(value: AttributeValue): Plain {
  if ('S' in value) return value.S;
  if ('N' in value) return isExact(value.N) ? Number(value.N) : { N: value.N };
  if ('BOOL' in value) return value.BOOL;
  if ('NULL' in value) return null;
  if ('L' in value) return value.L.map(toPlain);
  if ('M' in value) {
    const plain = toPlainMap(value.M);
    const [name, ...others] = Object.keys(plain);
    return name !== undefined && others.length === 0 && TAGS.has(name) ? { M: plain } : plain;
  }
  return value;
}

/** The members of a map as {@link toPlain}. */
export function toPlainMap(map: AttributeMap): PlainMap {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, toPlain(value)]));
}

/** The value that an object with a tag as its only member stands for; undefined when it is an object like any other. */
function fromTagged(tag: string, content: Plain | undefined): AttributeValue | undefined {
  switch (tag) {
    case 'N':
      return typeof content === 'string' ? { N: content } : undefined;
    case 'B':
      return typeof content === 'string' ? { B: content } : undefined;
    case 'SS':
      return isTexts(content) ? { SS: content } : undefined;
    case 'NS':
      return isTexts(content) ? { NS: content } : undefined;
    case 'BS':
      return isTexts(content) ? { BS: content } : undefined;
    case 'M':
      return isPlainMap(content) ? { M: fromPlainMap(content) } : undefined;
    default:
      return undefined;
  }
}

/** Whether something that came as JSON is an object. */
export const isPlainMap = (value: unknown): value is PlainMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value that plain JSON stands for; see {@link toPlain}. */
export function fromPlain(plain: Plain): AttributeValue {
  if (typeof plain === 'string') return { S: plain };
  if (typeof plain === 'number') return { N: String(plain) };
  if (typeof plain === 'boolean') return { BOOL: plain };
  if (plain === null) return { NULL: true };
  if (!isPlainMap(plain)) return { L: plain.map(fromPlain) };
  const [tag, ...others] = Object.keys(plain);
  const tagged = tag !== undefined && others.length === 0 ? fromTagged(tag, plain[tag]) : undefined;
  return tagged ?? { M: fromPlainMap(plain) };
}

/** The attributes that the members of a plain object stand for. */
export function fromPlainMap(plain: PlainMap): AttributeMap {
  return attributeMap(Object.entries(plain).map(([name, value]) => [name, fromPlain(value)]));
}
