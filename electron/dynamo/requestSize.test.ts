import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
import { arbitraryAttributes } from './arbitraryItems.fixture.ts';
import { itemSize } from './itemSize.ts';
import { requestsOf } from './requestSize.ts';

const LIMIT = 16 * 1024 * 1024;

const bytesOf = (request: readonly { readonly put?: AttributeMap | undefined }[]): number =>
  Buffer.byteLength(
    JSON.stringify({ RequestItems: { t: request.map(({ put }) => ({ PutRequest: { Item: put } })) } }),
  );

describe('requestsOf', () => {
  it('cuts at 25 members, in order', () => {
    const members = Array.from({ length: 60 }, (_, index) => ({ put: { n: { N: String(index) } } }));
    const requests = requestsOf(members);
    expect(requests.map((request) => request.length)).toEqual([25, 25, 10]);
    expect(requests.flat()).toEqual(members);
  });

  it.each([
    ['plain text', 'x'.repeat(390_000), [25, 25, 10]],
    ['text of which every sign is escaped', '\u0001'.repeat(390_000), [7, 7, 7, 7, 7, 7, 7, 7, 4]],
    ['text of three bytes a sign', '€'.repeat(130_000), [25, 25, 10]],
  ])('cuts at 16 MB of %s', (_what, text, lengths) => {
    const requests = requestsOf(Array.from({ length: 60 }, () => ({ put: { text: { S: text } } })));
    expect(requests.map((request) => request.length)).toEqual(lengths);
    for (const request of requests) expect(bytesOf(request)).toBeLessThanOrEqual(LIMIT);
  });

  it('keeps every request in bounds, whatever is in it', () => {
    const big = fc.nat({ max: 3 }).map((times) => '\u0001€"x'.repeat(times * 100_000));
    const item = fc
      .tuple(arbitraryAttributes, big)
      .map(([attributes, S]) => attributeMap([...Object.entries(attributes), ['big', { S }] as const]));
    fc.assert(
      fc.property(fc.array(item, { maxLength: 40 }), (items) => {
        const requests = requestsOf(items.map((put) => ({ put })));
        expect(requests.flat().map(({ put }) => put)).toEqual(items);
        for (const request of requests) {
          expect(request.length).toBeLessThanOrEqual(25);
          expect(bytesOf(request)).toBeLessThanOrEqual(LIMIT);
        }
      }),
      { numRuns: 8 },
    );
  });
});

describe('itemSize', () => {
  it.each<readonly [string, AttributeMap, number]>([
    ['names and texts by their bytes', { ä: { S: '€€' } }, 8],
    ['two digits a byte, and one more', { n: { N: '-1234.5' } }, 5],
    ['no zeros at the ends', { n: { N: '000120000' } }, 3],
    ['binary as it is, not as base64', { b: { B: 'YWJj' } }, 4],
    ['a byte for yes, no and nothing', { a: { BOOL: true }, b: { NULL: true } }, 4],
    ['lists and maps with 3 bytes and 1 an entry', { l: { L: [{ S: 'ab' }, { M: { k: { S: 'v' } } }] } }, 14],
    ['sets', { s: { SS: ['a', 'bc'] }, n: { NS: ['1', '22'] } }, 9],
  ])('counts %s', (_what, item, size) => {
    expect(itemSize(item)).toBe(size);
  });
});
