import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttributeValue } from './attributeValue.ts';
import { lineAndColumn, readJson } from './jsonDocument.ts';

/** What the runtime's own parser would have given; numbers by their value. */
const plain = (value: AttributeValue): unknown => {
  if ('S' in value) return value.S;
  if ('N' in value) return Number(value.N);
  if ('BOOL' in value) return value.BOOL;
  if ('L' in value) return value.L.map(plain);
  if ('M' in value) return Object.fromEntries(Object.entries(value.M).map(([name, v]) => [name, plain(v)]));
  return null;
};

describe('readJson', () => {
  it('reads whatever JSON there is as the runtime does', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ depthSize: 'medium' }),
        fc.constantFrom(undefined, 2, '\t'),
        (value, space) => {
          const text = JSON.stringify(value, null, space);
          const reading = readJson(text);
          if (!reading.ok) throw new Error(`${reading.reason} at ${reading.at} of ${text}`);
          expect(JSON.stringify(plain(reading.value))).toBe(JSON.stringify(JSON.parse(text)));
        },
      ),
    );
  });

  it('refuses what the runtime refuses', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      'a',
      '1',
      '01',
      '-',
      '.',
      'e',
      'null',
      '\\',
      ' ',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        expect([text, readJson(text).ok]).toEqual([text, valid]);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps every digit and every name', () => {
    const reading = readJson('{"n":12345678901234567890.10,"__proto__":{"x":1e400},"":[]}');
    expect(reading).toEqual({
      ok: true,
      repeated: [],
      value: {
        M: Object.fromEntries([
          ['n', { N: '12345678901234567890.10' }],
          ['__proto__', { M: { x: { N: '1e400' } } }],
          ['', { L: [] }],
        ]),
      },
    });
  });

  it('reads texts as long as an item can hold', () => {
    for (const long of ['x'.repeat(400_000), '"'.repeat(200_000), '\n🦊'.repeat(60_000)]) {
      expect(readJson(JSON.stringify(long))).toEqual({ ok: true, repeated: [], value: { S: long } });
    }
  });

  it('tells names that stand twice, and takes the last as everybody does', () => {
    expect(readJson('{"a":1,"b":{"c":1,"c":2},"a":3}')).toEqual({
      ok: true,
      repeated: ['c', 'a'],
      value: { M: { a: { N: '3' }, b: { M: { c: { N: '2' } } } } },
    });
  });

  it.each([
    ['', 'a value is missing at the end', 0],
    ['{"a":1', 'an object that is not closed', 0],
    ['{"a" 1}', 'a colon is missing', 5],
    ['{a:1}', 'a name in quotes is missing', 1],
    ['[1,]', 'no JSON value begins here', 3],
    ['[1 2]', 'a comma or “]” is missing', 3],
    ['"open', 'a text that is not closed, or not escaped', 0],
    ['{} x', 'more text after its end', 3],
    [`${'['.repeat(40)}${']'.repeat(40)}`, 'more than 32 levels within one another', 33],
  ])('says what is wrong with %s', (text, reason, at) => {
    expect(readJson(text)).toEqual({ ok: false, reason, at });
  });

  it('tells lines and columns', () => {
    expect(lineAndColumn('{\n  "a"\n}', 4)).toEqual({ line: 2, column: 3 });
    expect(lineAndColumn('x', 0)).toEqual({ line: 1, column: 1 });
  });
});
