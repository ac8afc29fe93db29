import { brotliCompressSync, deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeMap, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import { plainJson } from '#shared/model/plainJson.ts';
import type { Encoding } from '#shared/model/streamLayout.ts';
import { arbitraryAttributes } from '../../dynamo/arbitraryItems.fixture.ts';
import { documentReader, MOST_UNPACKED, unpackValue } from './unpack.ts';

const B = (bytes: Buffer): AttributeValue => ({ B: bytes.toString('base64') });

const PACKED = {
  json: (text: string): AttributeValue => ({ S: text }),
  'json-bytes': (text: string) => B(Buffer.from(text)),
  'gzip-json': (text: string) => B(gzipSync(text)),
  'deflate-json': (text: string) => B(deflateRawSync(text)),
  'brotli-json': (text: string) => B(brotliCompressSync(text)),
} satisfies Partial<Record<Encoding, (text: string) => AttributeValue>>;

const ENCODINGS = ['json', 'json-bytes', 'gzip-json', 'deflate-json', 'brotli-json'] as const;

describe.each(ENCODINGS)('%s', (encoding) => {
  const pack = PACKED[encoding];

  it('is read without loss: every digit, every name', () => {
    const json = '{"n":12345678901234567890.123456789,"e":1e400,"__proto__":{"a":[null,true,"\\u0000é"]}}';
    expect(unpackValue(pack(json), encoding, '“x”')).toEqual({
      value: {
        M: attributeMap([
          ['n', { N: '12345678901234567890.123456789' }],
          ['e', { N: '1e400' }],
          ['__proto__', { M: { a: { L: [{ NULL: true }, { BOOL: true }, { S: '\u0000é' }] } } }],
        ]),
      },
    });
    fc.assert(
      fc.property(arbitraryAttributes, (M) => {
        const text = plainJson({ M });
        const { value } = { value: undefined, ...unpackValue(pack(text), encoding, '“x”') };
        expect(value === undefined ? undefined : plainJson(value)).toBe(text);
      }),
      { numRuns: 50 },
    );
  });

  it('says why it cannot be read', () => {
    expect(unpackValue(pack('{"a":'), encoding, '“x”')).toEqual({
      reason: 'its “x” is no JSON: a value is missing at the end',
    });
    expect(unpackValue({ N: '1' }, encoding, '“x”')).toEqual({
      reason: `its “x” is of type N, not ${encoding === 'json' ? 'a text' : 'bytes'}`,
    });
  });
});

it('stops at a bomb', () => {
  const bomb = Buffer.alloc(MOST_UNPACKED + 1, 32);
  const reason = 'its “x” unpacks to more than 16 MiB';
  expect(gzipSync(bomb).length).toBeLessThan(100_000);
  expect(unpackValue(B(gzipSync(bomb)), 'gzip-json', '“x”')).toEqual({ reason });
  expect(unpackValue(B(gzipSync(bomb)), 'json-bytes', '“x”')).toEqual({ reason });
  expect(unpackValue(B(deflateRawSync(bomb)), 'deflate-json', '“x”')).toEqual({ reason });
  expect(unpackValue(B(brotliCompressSync(bomb)), 'brotli-json', '“x”')).toEqual({ reason });
});

it('tells bytes that are not packed as said, and those that are no text', () => {
  expect(unpackValue(B(Buffer.from('{}')), 'gzip-json', '“x”')).toEqual({
    reason: 'its “x” is not packed by gzip',
  });
  expect(unpackValue(B(Buffer.from([0xff, 0x00])), 'json-bytes', '“x”')).toEqual({
    reason: 'its “x” holds bytes that are no UTF-8 text',
  });
  expect(unpackValue(B(gzipSync('[1]')), 'json-bytes', '“x”')).toEqual({ value: { L: [{ N: '1' }] } });
});

it('never throws, whatever bytes lie there', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.constantFrom(...ENCODINGS), (bytes, encoding) => {
      const read = unpackValue(B(Buffer.from(bytes)), encoding, '“x”');
      if (read.value === undefined) expect(read.reason).not.toBe('');
    }),
  );
});

describe('a document', () => {
  const read = (item: AttributeMap, more: Partial<Parameters<typeof documentReader>[0]> = {}) =>
    documentReader({ path: 'd', encoding: 'native', ...more })(item);

  it('keeps what is no map under the one name data', () => {
    expect(read({ d: { N: '5' } })).toEqual({ value: { data: { N: '5' } } });
    expect(read({ d: { N: '5' } }, { mapsOnly: true })).toBeUndefined();
    expect(read({})).toBeUndefined();
  });

  it('is packed as the mark beside it says, else as usual', () => {
    const encodingBy = { path: 'mark', values: { '1': 'gzip-json' } } as const;
    const packed = { d: PACKED['gzip-json']('{"a":1}'), mark: { N: '1' } };
    expect(read(packed, { encoding: 'json-bytes', encodingBy })).toEqual({ value: { a: { N: '1' } } });
    const plain = { d: PACKED['json-bytes']('{"a":2}') };
    expect(read(plain, { encoding: 'json-bytes', encodingBy })).toEqual({ value: { a: { N: '2' } } });
  });

  it('may lie within what is unpacked', () => {
    const item = { d: { S: '{"type":"x","data":{"a":[{"b":1}]}}' } };
    expect(read(item, { encoding: 'json', within: 'data.a.0' })).toEqual({ value: { b: { N: '1' } } });
    expect(read(item, { encoding: 'json', within: 'state' })).toEqual({ reason: 'its “d” holds no “state”' });
  });
});
