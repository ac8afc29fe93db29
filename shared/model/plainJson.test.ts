import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeMap, type AttributeMap, type AttributeValue } from './attributeValue.ts';
import { jsonOf, numberToken, plainJson, plainJsonOf } from './plainJson.ts';

const digits = fc.stringMatching(/^[1-9][0-9]{0,37}$/);

const value = fc.letrec<{ value: AttributeValue; map: AttributeMap }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.record({ S: fc.string({ unit: 'binary' }) }),
    fc.record({ N: digits }),
    fc.record({ B: fc.base64String() }),
    fc.record({ BOOL: fc.boolean() }),
    fc.record({ NULL: fc.constant(true) }),
    fc.record({ SS: fc.array(fc.string(), { minLength: 1 }) }),
    fc.record({ NS: fc.array(digits, { minLength: 1 }) }),
    fc.record({ BS: fc.array(fc.base64String(), { minLength: 1 }) }),
    fc.record({ L: fc.array(tie('value'), { maxLength: 4 }) }),
    fc.record({ M: tie('map') }),
  ),
  map: fc
    .array(fc.tuple(fc.oneof(fc.string(), fc.constant('__proto__')), tie('value')), { maxLength: 4 })
    .map(attributeMap),
}));

/** What the JSON should say, numbers as the strings of their digits. */
function expected(input: AttributeValue): unknown {
  if ('M' in input) return attributeEntries(input.M);
  if ('L' in input) return input.L.map(expected);
  if ('NULL' in input) return null;
  if ('SS' in input) return [...input.SS].sort();
  if ('NS' in input) return [...input.NS].sort();
  if ('BS' in input) return [...input.BS].sort();
  return Object.values(input)[0];
}
const attributeEntries = (map: AttributeMap): unknown =>
  Object.fromEntries(Object.entries(map).map(([name, inner]) => [name, expected(inner)]));

/** Numbers of more digits than a double holds are compared as text: put between quotes first. */
const quoteNumbers = (json: string): string =>
  json.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );

describe('plain JSON', () => {
  it('is JSON, and keeps every digit, name and text', () => {
    fc.assert(
      fc.property(value.map, (map) => {
        const json = plainJsonOf(map);
        expect(() => void JSON.parse(json)).not.toThrow();
        expect(JSON.parse(quoteNumbers(json))).toEqual(attributeEntries(map));
      }),
    );
  });

  it('writes equal values as equal texts, whatever order they came in', () => {
    const one = attributeMap([
      ['a', { N: '1' }],
      ['b', { SS: ['x', 'y'] }],
    ]);
    const other = attributeMap([
      ['b', { SS: ['y', 'x'] }],
      ['a', { N: '1' }],
    ]);
    expect(plainJsonOf(one)).toBe(plainJsonOf(other));
  });

  it('keeps a map attribute named __proto__', () => {
    const map = attributeMap([['__proto__', { M: attributeMap([['a', { N: '1' }]]) }]]);
    expect(plainJsonOf(map)).toBe('{"__proto__":{"a":1}}');
  });

  it('writes numbers as JSON numbers, whatever their spelling', () => {
    const spellings: readonly (readonly [string, string])[] = [
      ['12345678901234567890123456789012345678', '12345678901234567890123456789012345678'],
      ['-0.10', '-0.10'],
      ['+007', '7'],
      ['.5', '0.5'],
      ['5.', '5'],
      ['-00.5E+12', '-0.5e+12'],
      ['1E-130', '1e-130'],
      ['000', '0'],
    ];
    for (const [spelling, token] of spellings) expect(numberToken(spelling)).toBe(token);
  });

  it('writes what is no number as text', () => {
    for (const junk of ['', '.', '-', '1e', '0x10', 'NaN', '1,5', ' 1']) {
      expect(JSON.parse(numberToken(junk))).toBe(junk);
    }
  });

  it('never turns the number into another one', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[+-]?\d{0,5}\.?\d{0,5}([eE][+-]?\d{1,2})?$/), (text) => {
        const parsed: unknown = JSON.parse(numberToken(text));
        if (typeof parsed === 'number') expect(parsed).toBe(Number(text));
        else expect(parsed).toBe(text);
      }),
    );
  });

  it('escapes what a terminal would act upon', () => {
    const text = 'a\u001b[31m\u202e\u009b\u2028z';
    const json = plainJson({ S: text });
    expect(json).toMatch(/^[\u0020-\u007e]*$/);
    expect(JSON.parse(json)).toBe(text);
    expect(JSON.parse(jsonOf({ a: [text, null, 1.5, true], b: undefined }))).toEqual({
      a: [text, null, 1.5, true],
    });
  });
});
