import { attributeOf, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import type { KeyAttribute } from '#shared/model/layout.ts';
import type { Path } from '#shared/model/reducerSpec.ts';

/** A path as the names that it leads through. */
export type Names = readonly string[];

/** A value, or why there is none: half a sentence about an item. */
export type Reading<T> = { readonly value: T } | { readonly value?: undefined; readonly reason: string };

/** The names that a path leads through. */
export const namesOf = (path: Path): Names => (typeof path === 'string' ? path.split('.') : path);

/** A path in words. */
export const pathText = (path: Path): string => `“${namesOf(path).join('.')}”`;

const stepInto = (value: AttributeValue, name: string): AttributeValue | undefined => {
  if ('M' in value) return attributeOf(value.M, name);
  return 'L' in value && /^\d{1,9}$/.test(name) ? value.L[Number(name)] : undefined;
};

/** What lies at a path within named values; a name of digits counts into a list from 0. Undefined: nothing. */
export function valueAt(root: AttributeMap, [first, ...rest]: Names): AttributeValue | undefined {
  let value = first === undefined ? undefined : attributeOf(root, first);
  for (const name of rest) value = value === undefined ? undefined : stepInto(value, name);
  return value;
}

/** The text of a text or a number; undefined for anything else. */
export function textOf(value: AttributeValue | undefined): string | undefined {
  if (value === undefined) return undefined;
  if ('S' in value) return value.S;
  return 'N' in value ? value.N : undefined;
}

/** The text of a key attribute, as patterns see it; undefined when it is absent or of another type. */
export function keyText(item: AttributeMap, { name, type }: KeyAttribute): string | undefined {
  const value = attributeOf(item, name);
  if (value === undefined) return undefined;
  if (type === 'S') return 'S' in value ? value.S : undefined;
  if (type === 'N') return 'N' in value ? value.N : undefined;
  return 'B' in value ? value.B : undefined;
}

/** A key attribute's value from its text. */
export function keyValue({ type }: KeyAttribute, text: string): AttributeValue {
  return type === 'S' ? { S: text } : type === 'N' ? { N: text } : { B: text };
}
