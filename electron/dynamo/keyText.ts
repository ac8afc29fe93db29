import { attributeOf, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import type { KeySchema } from '#shared/model/layout.ts';
import { canonicalNumber } from '#shared/model/numbers.ts';

/** The names of the attributes that a key of `schema` has. */
export function keyNames(schema: KeySchema): readonly string[] {
  return schema.range === undefined ? [schema.hash.name] : [schema.hash.name, schema.range.name];
}

const partOf = (value: AttributeValue): unknown => {
  if ('N' in value) return { N: canonicalNumber(value.N) };
  if ('B' in value) return { B: Buffer.from(value.B, 'base64').toString('base64') };
  return value;
};

/**
 * One text for one key of `names`, however its numbers and its base64 are spelled, since the server spells them its own
 * way. Undefined where `item` lacks a part of it.
 */
export function keyText(item: AttributeMap, names: readonly string[]): string | undefined {
  const parts: unknown[] = [];
  for (const name of names) {
    const value = attributeOf(item, name);
    if (value === undefined) return undefined;
    parts.push(partOf(value));
  }
  return JSON.stringify(parts);
}
