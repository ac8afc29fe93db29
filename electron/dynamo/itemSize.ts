import type { AttributeMap, AttributeValue } from '#shared/model/attributeValue.ts';

const bytesOf = (text: string): number => Buffer.byteLength(text);

/** A byte for two significant digits, and one for sign and exponent. */
const numberSize = (text: string): number =>
  Math.ceil(
    text
      .replace(/[eE].*$/, '')
      .replace(/\D/g, '')
      .replace(/^0+|0+$/g, '').length / 2,
  ) + 1;

const sumOf = <T>(values: readonly T[], size: (value: T) => number): number =>
  values.reduce((sum, value) => sum + size(value), 0);

const binarySize = (text: string): number => Buffer.byteLength(text, 'base64');

const valueSize = (value: AttributeValue): number => {
  if ('S' in value) return bytesOf(value.S);
  if ('N' in value) return numberSize(value.N);
  if ('B' in value) return binarySize(value.B);
  if ('SS' in value) return sumOf(value.SS, bytesOf);
  if ('NS' in value) return sumOf(value.NS, numberSize);
  if ('BS' in value) return sumOf(value.BS, binarySize);
  if ('L' in value) return 3 + sumOf(value.L, (entry) => valueSize(entry) + 1);
  if ('M' in value) return 3 + Object.keys(value.M).length + itemSize(value.M);
  return 1;
};

/**
 * The size of an item in bytes, as DynamoDB counts it for its limits; of numbers about, since how they are packed is
 * not public.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemSize(item: AttributeMap): number {
  return sumOf(Object.entries(item), ([name, value]) => bytesOf(name) + valueSize(value));
}
