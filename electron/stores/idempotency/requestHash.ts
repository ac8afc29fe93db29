import { createHash } from 'node:crypto';
import type { AttributeMap, AttributeValue } from '#shared/model/attributeValue.ts';
import { canonicalNumber } from '#shared/model/numbers.ts';

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const ordered = (texts: readonly string[]): string => JSON.stringify([...texts].sort(byText));

const valueText = (value: AttributeValue): string => {
  if ('M' in value) return `{"M":${mapText(value.M)}}`;
  if ('L' in value) return `{"L":[${value.L.map(valueText).join(',')}]}`;
  if ('N' in value) return `{"N":${JSON.stringify(canonicalNumber(value.N))}}`;
  if ('NS' in value) return `{"NS":${ordered(value.NS.map(canonicalNumber))}}`;
  if ('SS' in value) return `{"SS":${ordered(value.SS)}}`;
  if ('BS' in value) return `{"BS":${ordered(value.BS)}}`;
  return JSON.stringify(value);
};

const mapText = (map: AttributeMap): string =>
  `{${Object.entries(map)
    .sort(([a], [b]) => byText(a, b))
    .map(([name, value]) => `${JSON.stringify(name)}:${valueText(value)}`)
    .join(',')}}`;

/**
 * The SHA-256 of a request in its wire form: the same for requests that DynamoDB holds equal, in whatever order their
 * names and the members of their sets come and however their numbers are spelt.
 */
export function requestHash(request: AttributeMap): string {
  return `sha256:${createHash('sha256').update(mapText(request)).digest('hex')}`;
}
