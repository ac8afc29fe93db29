import { gunzipSync } from 'node:zlib';
import type { AttributeValue } from '#shared/model/attributeValue.ts';
import { readJson } from '#shared/model/jsonDocument.ts';
import type { Encoding } from '#shared/model/streamLayout.ts';

/** A packed value, unpacked, and how it was packed. */
export interface Unpacked {
  readonly encoding: Extract<Encoding, 'native' | 'json' | 'json-bytes' | 'gzip-json'>;
  readonly value: AttributeValue;
}

/** Most bytes that a gzipped value is unpacked to while guessing. */
const MOST_BYTES = 4_000_000;

/** Only objects and lists count: a text such as `12` is a text. */
const parsed = (text: string): AttributeValue | undefined => {
  if (!/^\s*[[{]/.test(text)) return undefined;
  const read = readJson(text);
  return read.ok ? read.value : undefined;
};

const gunzipped = (bytes: Buffer): string | undefined => {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES }).toString('utf8');
  } catch {
    return undefined;
  }
};

/** How values were found to be packed: finding that out unpacks them, which takes its time where they are large. */
const packings = new WeakMap<AttributeValue, Unpacked['encoding'] | 'none'>();

/** What is packed in a text or in bytes, if it is JSON; native maps and lists come back as they are. */
export function unpack(value: AttributeValue): Unpacked | undefined {
  const unpacked = unpackedFrom(value);
  packings.set(value, unpacked?.encoding ?? 'none');
  return unpacked;
}

function unpackedFrom(value: AttributeValue): Unpacked | undefined {
  if ('M' in value || 'L' in value) return { encoding: 'native', value };
  if ('S' in value) {
    const inner = parsed(value.S);
    return inner === undefined ? undefined : { encoding: 'json', value: inner };
  }
  if (!('B' in value)) return undefined;
  const bytes = Buffer.from(value.B, 'base64');
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const inner = parsed((zipped ? gunzipped(bytes) : bytes.toString('utf8')) ?? '');
  return inner === undefined ? undefined : { encoding: zipped ? 'gzip-json' : 'json-bytes', value: inner };
}

/** How the values of a place are packed, when (nearly) all of them are packed alike. */
export function packingOf(values: Iterable<AttributeValue>): Unpacked['encoding'] | undefined {
  const counts = new Map<Unpacked['encoding'], number>();
  let all = 0;
  for (const value of values) {
    all += 1;
    const encoding = packings.get(value) ?? unpack(value)?.encoding ?? 'none';
    if (encoding !== 'none') counts.set(encoding, (counts.get(encoding) ?? 0) + 1);
  }
  return [...counts].find(([, count]) => count >= all * 0.9)?.[0];
}
