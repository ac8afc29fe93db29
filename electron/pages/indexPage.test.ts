import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { arbitraryAttributes } from '../dynamo/arbitraryItems.fixture.ts';
import { arbitraryDamage, arbitrarySpelling, damaged } from './arbitraryPages.fixture.ts';
import { decodeRows } from './decodeRows.ts';
import { indexPage } from './indexPage.ts';
import { lastKeyIn, peekLastKey } from './lastKey.ts';

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

const exact = (value: unknown): string | undefined => JSON.stringify(value);

const items = fc.array(arbitraryAttributes, { maxLength: 5 });

/** An answer with its members in any order. */
const arbitraryPage = fc
  .record({
    Items: items,
    key: fc.option(arbitraryAttributes, { nil: undefined }),
    scanned: fc.nat(),
    units: fc.double({ min: 0, max: 1e6, noNaN: true }),
    order: fc.oneof(
      fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
      // As servers write it: items, counts, the key before, between or behind, what was consumed.
      fc.constantFrom<number[]>([0, 4, 1, 2, 3], [0, 2, 4, 1, 3], [2, 0, 4, 1, 3], [0, 4, 1, 3, 2]),
    ),
  })
  .map(({ Items, key, scanned, units, order }) => {
    const members: readonly (readonly [string, unknown])[] = [
      ['Items', Items],
      ['ScannedCount', scanned],
      ['LastEvaluatedKey', key],
      ['ConsumedCapacity', { TableName: 'Items', CapacityUnits: units }],
      ['Count', Items.length],
    ];
    const page = Object.fromEntries(order.map((index) => members[index] ?? ['', undefined]));
    return { page, Items, key, scanned, units };
  });

describe('indexPage', () => {
  it('finds every item and what else the answer tells, however it is written', () => {
    fc.assert(
      fc.property(arbitraryPage, arbitrarySpelling, ({ page, Items, key, scanned, units }, spell) => {
        const bytes = bytesOf(spell(page));
        const index = indexPage(bytes);
        if (index === undefined) throw new Error('It is a page.');
        expect(index).toMatchObject({ count: Items.length, scanned, units: JSON.parse(exact(units) ?? '0') });
        expect(exact(index.lastKey)).toBe(exact(key));
        expect(exact(decodeRows(bytes, index))).toBe(exact(Items));
        expect(exact(decodeRows(bytes, index, 1, 3))).toBe(exact(Items.slice(1, 3)));
      }),
    );
  });

  it('never fails, and takes all that JSON.parse takes', () => {
    fc.assert(
      fc.property(items, fc.array(arbitraryDamage, { minLength: 1, maxLength: 3 }), (Items, damages) => {
        const bytes = damages.reduce(
          damaged,
          bytesOf(exact({ Count: 3, Items, LastEvaluatedKey: {} }) ?? ''),
        );
        const index = indexPage(bytes);
        const rows = index === undefined ? undefined : decodeRows(bytes, index);
        let parsed: unknown;
        try {
          parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
        } catch {
          return;
        }
        const found = typeof parsed === 'object' && parsed !== null && 'Items' in parsed ? parsed.Items : [];
        if (rows === undefined || rows.includes(undefined)) return;
        expect(exact(rows)).toBe(exact(found));
      }),
      { numRuns: 1000 },
    );
  });

  it.each(['', '[]', '{', '{"Items":{}}', '{"Items":[1]}', '{"Items":[{}', '{"Items":[{}]} x', '<html>'])(
    'is no answer: %s',
    (text) => expect(indexPage(bytesOf(text))).toBeUndefined(),
  );

  it('takes the last of two lists, and an answer without any', () => {
    const twice = bytesOf('{"Items":[{"a":{"S":"1"}},{}],"Items":[{"a":{"S":"2"}}],"Count":1}');
    const index = indexPage(twice);
    expect(index?.count).toBe(1);
    expect(index && decodeRows(twice, index)).toEqual([{ a: { S: '2' } }]);
    expect(indexPage(bytesOf('{}'))?.count).toBe(0);
  });

  it('holds pages of more items than it expects', () => {
    const many = Array.from({ length: 2000 }, (_, id) => ({ id: { N: String(id) } }));
    const bytes = bytesOf(JSON.stringify({ Items: many }));
    const index = indexPage(bytes);
    expect(index && decodeRows(bytes, index)).toEqual(many);
  });
});

describe('the last key', () => {
  it('is taken from the end when it is there for certain, and found anywhere', () => {
    fc.assert(
      fc.property(arbitraryPage, ({ page, key }) => {
        const bytes = bytesOf(JSON.stringify(page));
        const peeked = peekLastKey(bytes);
        if (peeked !== undefined) expect(exact(peeked)).toBe(exact(key));
        expect(exact(lastKeyIn(bytes))).toBe(exact(key));
      }),
    );
  });

  it('is found at the end with quotes and braces in it', () => {
    const LastEvaluatedKey = { PK: { S: '"}{\\' }, SK: { N: '1' } };
    const page = { Items: [{ a: { S: 'b' } }], LastEvaluatedKey, Count: 1 };
    expect(peekLastKey(bytesOf(JSON.stringify(page)))).toEqual(LastEvaluatedKey);
  });

  it('is missed by no end that only looks like one without', () => {
    const LastEvaluatedKey = { PK: { S: 'x' } };
    const end = '],"Count":1,"ScannedCount":1}';
    const text = { a: { S: end }, [end]: { L: [{ S: end }] } };
    const pages = [
      { Items: [text], Count: 1, LastEvaluatedKey, ScannedCount: 1 },
      { Items: [], LastEvaluatedKey: { PK: { S: end } }, Count: 0, ScannedCount: 0 },
      { LastEvaluatedKey, Items: [text], Count: 1, ScannedCount: 1 },
    ];
    for (const page of pages) {
      const bytes = bytesOf(JSON.stringify(page));
      expect(lastKeyIn(bytes)).toEqual(page.LastEvaluatedKey);
    }
    const none = bytesOf(JSON.stringify({ Items: [text], Count: 1, ScannedCount: 1 }));
    expect(lastKeyIn(none)).toBeUndefined();
  });

  it('is in no body that is too short for it', () => {
    for (const text of ['', '{', '{}', '<html>', '{"Items":[']) {
      expect(peekLastKey(bytesOf(text))).toBeUndefined();
      expect(lastKeyIn(bytesOf(text))).toBeUndefined();
    }
  });

  it('is not an attribute of that name', () => {
    const trap: AttributeMap = { LastEvaluatedKey: { M: { PK: { S: 'no' } } } };
    for (const page of [{ Items: [trap], Count: 1 }, { Items: [{ x: { M: trap } }, trap] }]) {
      const bytes = bytesOf(JSON.stringify(page));
      expect(peekLastKey(bytes)).toBeUndefined();
      expect(lastKeyIn(bytes)).toBeUndefined();
    }
  });
});
