import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeMap, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import { arbitraryAttributes } from '../../dynamo/arbitraryItems.fixture.ts';
import { requestHash } from './requestHash.ts';

/** The same value, its names and the members of its sets in reverse order. */
const reversed = (value: AttributeValue): AttributeValue => {
  if ('M' in value) return { M: reversedMap(value.M) };
  if ('L' in value) return { L: value.L.map(reversed) };
  if ('SS' in value) return { SS: [...value.SS].reverse() };
  if ('NS' in value) return { NS: [...value.NS].reverse() };
  if ('BS' in value) return { BS: [...value.BS].reverse() };
  return value;
};

const reversedMap = (map: AttributeMap): AttributeMap =>
  attributeMap(
    Object.entries(map)
      .reverse()
      .map(([name, value]) => [name, reversed(value)]),
  );

describe('the hash of a request', () => {
  it('does not depend on the order of names and set members', () => {
    fc.assert(
      fc.property(arbitraryAttributes, (request) => {
        expect(requestHash(reversedMap(request))).toBe(requestHash(request));
      }),
    );
  });

  it('tells different requests apart', () => {
    const requests: readonly AttributeMap[] = [
      {},
      { a: { S: '1' } },
      { a: { N: '1' } },
      { a: { B: '1' } },
      { a: { L: [{ S: '1' }] } },
      { a: { L: [{ S: '1' }, { S: '2' }] } },
      { a: { L: [{ S: '2' }, { S: '1' }] } },
      { a: { SS: ['1', '2'] } },
      { a: { SS: ['1,2'] } },
      { a: { NS: ['1', '2'] } },
      { a: { M: { b: { S: '1' } } } },
      { a: { M: {} }, b: { S: '1' } },
      attributeMap([['__proto__', { S: '1' }]]),
      { a: { N: '12345678901234567890123456789012345678' } },
      { a: { N: '12345678901234567890123456789012345679' } },
    ];
    expect(new Set(requests.map(requestHash)).size).toBe(requests.length);
  });

  it('takes numbers by value', () => {
    expect(requestHash({ a: { N: '1.0' } })).toBe(requestHash({ a: { N: '1' } }));
    expect(requestHash({ a: { NS: ['2.50', '1e1'] } })).toBe(requestHash({ a: { NS: ['10', '2.5'] } }));
  });

  it('is the SHA-256 of the canonical text, and stays it, since records outlive programs', () => {
    const request = { amount: { N: '10.50' }, tags: { SS: ['b', 'a'] }, note: { M: { é: { S: '#' } } } };
    expect(requestHash(request)).toBe(
      'sha256:43033f5fca50824e8f02bbd743361df64f41131c7d242b41dc06573bc3135aa7',
    );
  });
});
