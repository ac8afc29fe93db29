import { isAttributeValue, type AttributeValue } from '#shared/model/attributeValue.ts';
import { addNumbers } from '#shared/model/numbers.ts';
import type { Found } from '../../pages/projection.ts';
import { LETTER } from '../../pages/skipValue.ts';
import { latin1Text, parseJson } from '../../pages/text.ts';
import { plainText } from './plainText.ts';
import type { Span } from './compareBytes.ts';
import { addDecimal, decimalText, readDecimal, type Decimal } from './decimals.ts';

const { S, N, B } = LETTER;

/** A field of a state while events are folded: nothing, a value as it lies in a page, a value made, or a sum. */
export interface FieldCell extends Span, Decimal {
  kind: 'none' | 'bytes' | 'value' | 'decimal';
  tag: number;
  value: AttributeValue | undefined;
}

/** A field without a value. */
export const emptyCell = (): FieldCell => ({
  kind: 'none',
  bytes: new Uint8Array(0),
  from: 0,
  to: 0,
  tag: 0,
  value: undefined,
  mantissa: 0,
  scale: 0,
});

/** Gives a field a value, or none. */
export function setValue(cell: FieldCell, value: AttributeValue | undefined): void {
  cell.kind = value === undefined ? 'none' : 'value';
  cell.value = value;
}

/** Gives a field a count. */
export function setCount(cell: FieldCell, count: number): void {
  cell.kind = 'decimal';
  cell.mantissa = count;
  cell.scale = 0;
}

/** Gives a field the value that was found in a slot. */
export function setFound(cell: FieldCell, bytes: Uint8Array, found: Found, slot: number): void {
  cell.kind = 'bytes';
  cell.bytes = bytes;
  cell.tag = found.tags[slot] ?? 0;
  cell.from = found.from[slot] ?? 0;
  cell.to = found.to[slot] ?? 0;
}

/** The value that lies in bytes; `from` and `to` as a projection tells them. */
export function valueIn(
  bytes: Uint8Array,
  tag: number,
  from: number,
  to: number,
): AttributeValue | undefined {
  if (tag === S || tag === N) {
    const text = plainText(bytes, from, to);
    if (text !== undefined) return tag === S ? { S: text } : { N: text };
  }
  // A text's quotes lie around what is told, its tag before them.
  const inner = tag === S || tag === N || tag === B ? 1 : 0;
  const value = parseJson(bytes, from - 5 - inner, to + 1 + inner);
  return isAttributeValue(value) ? value : undefined;
}

/** What a field holds. */
export function valueOf(cell: FieldCell): AttributeValue | undefined {
  switch (cell.kind) {
    case 'none':
      return undefined;
    case 'bytes':
      return valueIn(cell.bytes, cell.tag, cell.from, cell.to);
    case 'value':
      return cell.value;
    case 'decimal':
      return { N: decimalText(cell) };
  }
}

const other: Decimal = { mantissa: 0, scale: 0 };

/** Makes a number of few digits a sum; false where it is none. */
function isSum(cell: FieldCell): boolean {
  if (cell.kind === 'decimal') return true;
  if (cell.kind === 'none') setCount(cell, 0);
  else if (cell.kind === 'bytes') {
    if (cell.tag === N && readDecimal(cell.bytes, cell.from, cell.to, cell)) cell.kind = 'decimal';
  } else if (cell.value !== undefined && 'N' in cell.value) {
    const digits = Buffer.from(cell.value.N);
    if (readDecimal(digits, 0, digits.length, cell)) cell.kind = 'decimal';
  }
  return cell.kind === 'decimal';
}

/** Adds the digits in bytes `from` to `to` to a field; a field that holds something else than a number stays. */
export function increase(cell: FieldCell, bytes: Uint8Array, from: number, to: number): void {
  if (readDecimal(bytes, from, to, other) && isSum(cell) && addDecimal(cell, other)) return;
  // As the declarative reducer does it, every digit kept.
  const value = valueOf(cell);
  if (value !== undefined && !('N' in value)) return;
  const sum = addNumbers(value?.N ?? '0', latin1Text(bytes, from, to));
  if (sum !== undefined) setValue(cell, { N: sum });
}
