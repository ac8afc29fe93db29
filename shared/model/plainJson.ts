import type { AttributeMap, AttributeValue } from './attributeValue.ts';

/** A JSON text of unknown shape, ready to be put into another. Plain text would need quoting first. */
export type JsonText = string;

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/**
 * The JSON number with the very digits of a DynamoDB number, however many: `+007.50e3` → `7.50e3`. Text that is no
 * number, which a foreign engine may hold, becomes a JSON string, so that nothing is lost or invented.
 */
export function numberToken(digits: string): JsonText {
  const [, sign = '', whole = '', fraction = '', exponent] = NUMBER.exec(digits) ?? [];
  if (whole === '' && fraction === '') return JSON.stringify(digits);
  const head = whole.replace(/^0+(?=\d)/, '');
  return [
    sign === '-' ? '-' : '',
    head === '' ? '0' : head,
    fraction === '' ? '' : `.${fraction}`,
    exponent === undefined ? '' : `e${exponent}`,
  ].join('');
}

/** The characters that end a line or turn text around in a terminal; JSON lets every one be written as an escape. */
const UNSEEN = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A JSON string that looks the same in every terminal: controls and bidirectional marks are escaped. */
export const stringToken = (text: string): JsonText =>
  JSON.stringify(text).replace(
    UNSEEN,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A JSON array of JSON texts. */
export const arrayToken = (entries: readonly JsonText[]): JsonText => `[${entries.join(',')}]`;

/** A JSON object of names and JSON texts, in their order; a name may be `__proto__`. Undefined leaves a member out. */
export function objectToken(members: Iterable<readonly [string, JsonText | undefined]>): JsonText {
  const written: string[] = [];
  for (const [name, value] of members) {
    if (value !== undefined) written.push(`${stringToken(name)}:${value}`);
  }
  return `{${written.join(',')}}`;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * A value as plain JSON: exact number tokens, sets as arrays, binary as base64 strings. What type it had is lost.
 * Names and set members are sorted, as DynamoDB keeps no order of them: equal values have equal texts.
 */
export function plainJson(value: AttributeValue): JsonText {
  if ('S' in value) return stringToken(value.S);
  if ('N' in value) return numberToken(value.N);
  if ('B' in value) return stringToken(value.B);
  if ('BOOL' in value) return String(value.BOOL);
  if ('NULL' in value) return 'null';
  if ('M' in value) return plainJsonOf(value.M);
  if ('L' in value) return arrayToken(value.L.map(plainJson));
  if ('NS' in value) return arrayToken([...value.NS].sort(byText).map(numberToken));
  return arrayToken([...('SS' in value ? value.SS : value.BS)].sort(byText).map(stringToken));
}

/** Named values as a plain JSON object, see {@link plainJson}. */
export function plainJsonOf(map: AttributeMap): JsonText {
  const members = Object.entries(map).map(([name, value]) => [name, plainJson(value)] as const);
  return objectToken(members.sort(([a], [b]) => byText(a, b)));
}

/** Anything that JSON knows, as {@link stringToken} writes texts. Numbers are JavaScript's own. */
export function jsonOf(value: unknown): JsonText {
  if (typeof value === 'string') return stringToken(value);
  if (Array.isArray(value)) return arrayToken(value.map(jsonOf));
  if (typeof value === 'object' && value !== null) {
    return objectToken(
      Object.entries(value).map(
        ([name, member]) => [name, member === undefined ? undefined : jsonOf(member)] as const,
      ),
    );
  }
  return value === undefined ? 'null' : JSON.stringify(value);
}
