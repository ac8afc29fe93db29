import type { AttributeValue } from '#shared/model/attributeValue.ts';

/** A number's own digits when JSON allows them as they stand, else as a text. */
const numberJson = (digits: string): string =>
  /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(digits) ? digits : JSON.stringify(digits);

const texts = (values: readonly string[]): string =>
  `[${values.map((text) => JSON.stringify(text)).join(',')}]`;

/** A value as untagged JSON text, no digit of a number lost; sets as arrays, binary as base64 text. */
export function plainJson(value: AttributeValue): string {
  if ('S' in value) return JSON.stringify(value.S);
  if ('N' in value) return numberJson(value.N);
  if ('B' in value) return JSON.stringify(value.B);
  if ('BOOL' in value) return String(value.BOOL);
  if ('NULL' in value) return 'null';
  if ('M' in value) {
    const members = Object.entries(value.M).map(
      ([name, member]) => `${JSON.stringify(name)}:${plainJson(member)}`,
    );
    return `{${members.join(',')}}`;
  }
  if ('L' in value) return `[${value.L.map(plainJson).join(',')}]`;
  if ('SS' in value) return texts(value.SS);
  if ('NS' in value) return `[${value.NS.map(numberJson).join(',')}]`;
  return texts(value.BS);
}

/** A value as a reader would say it: a text without quotes, anything else as JSON. */
export function plainText(value: AttributeValue): string {
  return 'S' in value ? value.S : plainJson(value);
}
