import { attributeMap, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';

/** A text. */
export const text = (value: string): AttributeValue => ({ S: value });

/** A number by its exact digits. */
export const number = (digits: string | number): AttributeValue => ({ N: String(digits) });

/** A map; a field that is undefined is left out. */
export const map = (fields: Readonly<Record<string, AttributeValue | undefined>>): AttributeValue => ({
  M: fieldsOf(fields),
});

/** A list. */
export const list = (entries: readonly AttributeValue[]): AttributeValue => ({ L: entries });

/** A set of texts, sorted as DynamoDB returns it; `entries` must not be empty. */
export const textSet = (entries: readonly string[]): AttributeValue => ({
  SS: [...new Set(entries)].sort(),
});

/** An amount of money: an exact decimal and a currency. */
export const money = (cents: number, currency = 'EUR'): AttributeValue =>
  map({ amount: number(decimal(cents)), currency: text(currency) });

/** Hundredths as a decimal number in DynamoDB's own spelling, which drops trailing zeros: 12840 → `128.4`. */
export function decimal(cents: number): string {
  const fraction = String(cents % 100)
    .padStart(2, '0')
    .replace(/0+$/, '');
  const whole = String(Math.floor(cents / 100));
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** Hundredths as people write a price: 12840 → `€128.40`. */
export const price = (cents: number): string => `€${(cents / 100).toFixed(2)}`;

/** Named attribute values; a field that is undefined is left out. */
export function fieldsOf(fields: Readonly<Record<string, AttributeValue | undefined>>): AttributeMap {
  const present: [string, AttributeValue][] = [];
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) present.push([name, value]);
  return attributeMap(present);
}
