import { z } from 'zod';

/**
 * One DynamoDB attribute value in its wire form: tagged, numbers as text, binary as base64.
 * It travels unchanged from the server to the screen and back, so no digit is ever lost.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly M: AttributeMap }
  | { readonly L: readonly AttributeValue[] }
  | { readonly NULL: boolean }
  | { readonly BOOL: boolean };

/**
 * Named attribute values: an item, a map attribute, or a replayed state. A name may be any text,
 * `__proto__` included: build one with {@link attributeMap} or {@link withAttribute}, never by assignment.
 */
export type AttributeMap = { readonly [name: string]: AttributeValue };

/** The tag of an attribute value. */
export type AttributeType = 'S' | 'N' | 'B' | 'SS' | 'NS' | 'BS' | 'M' | 'L' | 'NULL' | 'BOOL';

const TYPES = ['S', 'N', 'M', 'L', 'BOOL', 'NULL', 'B', 'SS', 'NS', 'BS'] as const satisfies AttributeType[];

/** An item with no attributes. */
export const EMPTY_MAP: AttributeMap = Object.freeze({});

/** The tag of `value`: which of the ten DynamoDB types it has. */
export function typeOf(value: AttributeValue): AttributeType {
  return TYPES.find((type) => type in value) ?? 'NULL';
}

/** Builds a map from entries; a later entry wins. `Object.fromEntries` defines names, so `__proto__` is kept. */
export function attributeMap(entries: Iterable<readonly [string, AttributeValue]>): AttributeMap {
  return Object.fromEntries(entries);
}

/** A copy of `map` with `name` set to `value`. */
export function withAttribute(map: AttributeMap, name: string, value: AttributeValue): AttributeMap {
  return name === '__proto__'
    ? attributeMap([...Object.entries(map), [name, value]])
    : { ...map, [name]: value };
}

/** The attribute `name` of `map` itself, never one inherited from a prototype. */
export function attributeOf(map: AttributeMap, name: string): AttributeValue | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

/** The text of an `S` attribute, or undefined when it is absent or of another type. */
export function stringOf(map: AttributeMap, name: string): string | undefined {
  const value = attributeOf(map, name);
  return value !== undefined && 'S' in value ? value.S : undefined;
}

/** The digits of an `N` attribute, unrounded, or undefined when it is absent or of another type. */
export function numberTextOf(map: AttributeMap, name: string): string | undefined {
  const value = attributeOf(map, name);
  return value !== undefined && 'N' in value ? value.N : undefined;
}

/** The attributes of an `M` attribute, or undefined when it is absent or of another type. */
export function mapOf(map: AttributeMap, name: string): AttributeMap | undefined {
  const value = attributeOf(map, name);
  return value !== undefined && 'M' in value ? value.M : undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string');

/** Deepest nesting accepted: DynamoDB itself allows 32 levels. */
const MAX_DEPTH = 40;

/** Whether `value` is a tagged attribute value through and through. */
export function isAttributeValue(value: unknown, depth = 0): value is AttributeValue {
  if (!isRecord(value) || depth > MAX_DEPTH) return false;
  const tags = Object.keys(value);
  const [tag] = tags;
  if (tags.length !== 1 || tag === undefined) return false;
  const content = value[tag];
  switch (tag) {
    case 'S':
    case 'N':
    case 'B':
      return typeof content === 'string';
    case 'SS':
    case 'NS':
    case 'BS':
      return isTexts(content);
    case 'BOOL':
    case 'NULL':
      return typeof content === 'boolean';
    case 'M':
      return isAttributeMap(content, depth + 1);
    case 'L':
      return Array.isArray(content) && content.every((entry) => isAttributeValue(entry, depth + 1));
    default:
      return false;
  }
}

/** Whether `value` is a map of tagged attribute values. */
export function isAttributeMap(value: unknown, depth = 0): value is AttributeMap {
  return isRecord(value) && Object.values(value).every((entry) => isAttributeValue(entry, depth));
}

/** Zod schema for one attribute value. A custom check, since `z.record` drops a name like `__proto__`. */
export const attributeValueSchema = z.custom<AttributeValue>(
  (value) => isAttributeValue(value),
  'not a tagged DynamoDB attribute value',
);

/** Zod schema for an item, a map attribute or a state; passes the very object through, untouched. */
export const attributeMapSchema = z.custom<AttributeMap>(
  (value) => isAttributeMap(value),
  'not a map of tagged DynamoDB attribute values',
);
