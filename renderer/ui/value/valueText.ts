import type { AttributeValue } from '#shared/model/attributeValue.ts';

/** How many bytes base64 text stands for. */
export function base64Bytes(text: string): number {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return Math.max(0, Math.floor((text.length * 3) / 4) - padding);
}

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** The text of a value that has no children in the tree; numbers digit by digit as stored. */
export function leafText(value: AttributeValue): string {
  if ('S' in value) return value.S;
  if ('N' in value) return value.N;
  if ('B' in value) return value.B;
  if ('BOOL' in value) return value.BOOL ? 'true' : 'false';
  if ('NULL' in value) return 'null';
  return summaryText(value);
}

/** One short line for a value that has children (`3 entries`), or its leaf text. */
export function summaryText(value: AttributeValue): string {
  if ('M' in value) return counted(Object.keys(value.M).length, 'attribute', 'attributes');
  if ('L' in value) return counted(value.L.length, 'entry', 'entries');
  if ('SS' in value) return counted(value.SS.length, 'text', 'texts');
  if ('NS' in value) return counted(value.NS.length, 'number', 'numbers');
  if ('BS' in value) return counted(value.BS.length, 'binary', 'binaries');
  if ('B' in value) return counted(base64Bytes(value.B), 'byte', 'bytes');
  return leafText(value);
}

/** What `c` copies: the bare text of a scalar, DynamoDB JSON of anything else. */
export function copyText(value: AttributeValue): string {
  return 'S' in value || 'N' in value || 'B' in value || 'BOOL' in value || 'NULL' in value
    ? leafText(value)
    : JSON.stringify(value, null, 2);
}

/** The spelled-out name of a type tag. */
export const TYPE_NAMES = {
  S: 'text',
  N: 'number',
  B: 'binary',
  SS: 'text set',
  NS: 'number set',
  BS: 'binary set',
  M: 'map',
  L: 'list',
  NULL: 'null',
  BOOL: 'boolean',
} as const;
