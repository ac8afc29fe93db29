import type { AttributeValue } from '#shared/model/attributeValue.ts';
import { canonicalNumber } from '#shared/model/numbers.ts';

/** What one set has that the other has not, as spelled there; a set has no order. */
export interface SetChange {
  readonly added: readonly AttributeValue[];
  readonly removed: readonly AttributeValue[];
  readonly kept: number;
}

const asText = (S: string): AttributeValue => ({ S });
const asNumber = (N: string): AttributeValue => ({ N });
const asBytes = (B: string): AttributeValue => ({ B });

function compare(
  before: readonly string[],
  after: readonly string[],
  member: (text: string) => AttributeValue,
  spell: (text: string) => string = (text) => text,
): SetChange {
  const had = new Set(before.map(spell));
  const has = new Set(after.map(spell));
  const added = after.filter((text) => !had.has(spell(text))).map(member);
  const removed = before.filter((text) => !has.has(spell(text))).map(member);
  return { added, removed, kept: after.length - added.length };
}

/** The members that came and went when one set took another's place; undefined unless both are sets of one type. */
export function setChange(before: AttributeValue, after: AttributeValue): SetChange | undefined {
  if ('SS' in before && 'SS' in after) return compare(before.SS, after.SS, asText);
  if ('NS' in before && 'NS' in after) return compare(before.NS, after.NS, asNumber, canonicalNumber);
  if ('BS' in before && 'BS' in after) return compare(before.BS, after.BS, asBytes);
  return undefined;
}
