import { brotliDecompressSync, gunzipSync, inflateRawSync } from 'node:zlib';
import {
  attributeMap,
  typeOf,
  type AttributeMap,
  type AttributeValue,
} from '#shared/model/attributeValue.ts';
import { documentOf, readJson } from '#shared/model/jsonDocument.ts';
import type { Encoding, Packed } from '#shared/model/streamLayout.ts';
import { namesOf, pathText, textOf, valueAt, type Names, type Reading } from './values.ts';

/** Most bytes that a compressed value may unpack to. An item has 400 KB at most, a bomb in it a thousand times that. */
export const MOST_UNPACKED = 16 * 1024 * 1024;

const LIMIT = { maxOutputLength: MOST_UNPACKED };

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** A place with a packed value, made ready. */
export interface Unpacker {
  /** The place in words. */
  readonly name: string;
  /** The value unpacked, undefined when there is none. */
  readonly read: (root: AttributeMap) => Reading<AttributeValue> | undefined;
}

const asJson = (text: string, name: string): Reading<AttributeValue> => {
  const read = readJson(text);
  return read.ok ? { value: read.value } : { reason: `its ${name} is no JSON: ${read.reason}` };
};

/** Whether bytes begin as gzip does, and as no JSON text can. */
const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

const inflate = (bytes: Buffer, encoding: Encoding): Buffer => {
  switch (encoding) {
    case 'gzip-json':
      return gunzipSync(bytes, LIMIT);
    case 'deflate-json':
      return inflateRawSync(bytes, LIMIT);
    case 'brotli-json':
      return brotliDecompressSync(bytes, LIMIT);
    case 'json-bytes':
      // Writers that compress what is large leave no other mark.
      return isGzip(bytes) ? gunzipSync(bytes, LIMIT) : bytes;
    case 'native':
    case 'json':
    case 'bytes':
      return bytes;
  }
};

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';

const HOW = {
  native: '',
  json: '',
  'json-bytes': 'gzip',
  'gzip-json': 'gzip',
  'deflate-json': 'deflate',
  'brotli-json': 'Brotli',
  bytes: '',
} as const satisfies Record<Encoding, string>;

const fromBytes = (base64: string, encoding: Encoding, name: string): Reading<AttributeValue> => {
  let bytes: Buffer;
  try {
    bytes = inflate(Buffer.from(base64, 'base64'), encoding);
  } catch (error) {
    return isTooLarge(error)
      ? { reason: `its ${name} unpacks to more than ${MOST_UNPACKED / 1024 / 1024} MiB` }
      : { reason: `its ${name} is not packed by ${HOW[encoding]}` };
  }
  try {
    return asJson(UTF8.decode(bytes), name);
  } catch {
    return { reason: `its ${name} holds bytes that are no UTF-8 text` };
  }
};

/** A value from its packed form. Never throws. */
export function unpackValue(
  value: AttributeValue,
  encoding: Encoding,
  name: string,
): Reading<AttributeValue> {
  switch (encoding) {
    case 'native':
    case 'bytes':
      return { value };
    case 'json':
      if ('S' in value) return asJson(value.S, name);
      return { reason: `its ${name} is of type ${typeOf(value)}, not a text` };
    case 'json-bytes':
    case 'gzip-json':
    case 'deflate-json':
    case 'brotli-json':
      if ('B' in value) return fromBytes(value.B, encoding, name);
      return { reason: `its ${name} is of type ${typeOf(value)}, not bytes` };
  }
}

const within = (value: AttributeValue, path: Names | undefined, name: string): Reading<AttributeValue> => {
  if (path === undefined) return { value };
  const inner = 'M' in value ? valueAt(value.M, path) : undefined;
  return inner === undefined ? { reason: `its ${name} holds no ${pathText([...path])}` } : { value: inner };
};

/** Makes a place of a layout file ready. `word` stands before its name: `attribute`. */
export function unpackerOf({ path, encoding, encodingBy, within: inner }: Packed, word = ''): Unpacker {
  const names = namesOf(path);
  const name = `${word}${pathText(path)}`;
  const mark = encodingBy === undefined ? undefined : namesOf(encodingBy.path);
  const encodings = new Map(Object.entries(encodingBy?.values ?? {}));
  const innerNames = inner === undefined ? undefined : namesOf(inner);
  return {
    name,
    read: (root) => {
      const value = valueAt(root, names);
      if (value === undefined) return undefined;
      const marked = mark === undefined ? undefined : textOf(valueAt(root, mark));
      const unpacked = unpackValue(value, encodings.get(marked ?? '') ?? encoding, name);
      return unpacked.value === undefined ? unpacked : within(unpacked.value, innerNames, name);
    },
  };
}

/**
 * Named values in a packed place: a map's members, anything else as the one member `data`, so that nothing is lost.
 * Undefined when there is nothing, or with `mapsOnly` no map.
 */
export function documentReader(packed: Packed): (root: AttributeMap) => Reading<AttributeMap> | undefined {
  const { read } = unpackerOf(packed);
  return (root) => {
    const unpacked = read(root);
    if (unpacked?.value === undefined) return unpacked;
    if (packed.mapsOnly === true && !('M' in unpacked.value)) return undefined;
    return { value: documentOf(unpacked.value) };
  };
}

/** Attributes collected under their own names; undefined when the item has none of them. */
export function collected(root: AttributeMap, names: readonly string[]): AttributeMap | undefined {
  const entries = names.flatMap((name) => {
    const value = valueAt(root, [name]);
    return value === undefined ? [] : [[name, value] as const];
  });
  return entries.length === 0 ? undefined : attributeMap(entries);
}
