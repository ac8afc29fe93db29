import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { compareText } from '../pages/compareText.ts';
import type { KeyRanges, RawPage, ScanRequest } from './dynamo.ts';
import { rangesOf, startOfRange, withinRange } from './keyRanges.ts';
import { rowsOf } from './rawRows.fixture.ts';

const KEY = { hash: { name: 'PK', type: 'S' }, range: { name: 'SK', type: 'S' } } as const;

const textsOf = (item: AttributeMap) => [stringOf(item, 'PK') ?? '', stringOf(item, 'SK') ?? ''] as const;

const inOrder = (a: AttributeMap, b: AttributeMap): number => {
  const [[pkA, skA], [pkB, skB]] = [textsOf(a), textsOf(b)];
  return compareText(pkA, pkB) || compareText(skA, skB);
};

/** Pages as an engine sends them that scans in the order of keys, of items that are in it. */
function pageOf(
  items: readonly AttributeMap[],
  { limit = 5, startKey }: Omit<ScanRequest, 'table'>,
): RawPage {
  const rest = items.filter((item) => startKey === undefined || inOrder(item, startKey) > 0);
  const shown = rest.slice(0, limit);
  const last = shown.length === limit ? shown.at(-1) : undefined;
  const lastKey = last && { PK: last['PK'] ?? { S: '' }, SK: last['SK'] ?? { S: '' } };
  const body = Buffer.from(JSON.stringify({ Count: shown.length, Items: shown, LastEvaluatedKey: lastKey }));
  return { body, lastKey, units: 1, attempts: 1 };
}

function readPart(items: readonly AttributeMap[], ranges: KeyRanges, part: number) {
  const found: (AttributeMap | undefined)[] = [];
  let pages = 0;
  let startKey = startOfRange(ranges, part);
  do {
    const page = withinRange(ranges, part, pageOf(items, { startKey }));
    found.push(...rowsOf(page.body));
    pages += 1;
    startKey = page.lastKey;
  } while (startKey !== undefined);
  return { found, pages };
}

const text = fc.string({
  unit: fc.constantFrom('a', 'b', '0', ' ', '\uffff', '\u{1f600}'),
  minLength: 1,
  maxLength: 3,
});
const items = fc
  .uniqueArray(
    fc.record({
      PK: fc.record({ S: text }),
      SK: fc.record({ S: text }),
      n: fc.record({ N: fc.nat().map(String) }),
    }),
    {
      selector: (item) => JSON.stringify(textsOf(item)),
      maxLength: 60,
    },
  )
  .map((list) => list.sort(inOrder));

describe('parts of a table by ranges of keys', () => {
  it('hold every item once, whatever the bounds', () => {
    fc.assert(
      fc.property(items, fc.uniqueArray(text, { maxLength: 5 }), (list, bounds) => {
        const ranges = { hash: 'PK', range: 'SK', bounds: bounds.sort(compareText) };
        const parts = Array.from({ length: bounds.length + 1 }, (_, part) => readPart(list, ranges, part));
        expect(parts.flatMap(({ found }) => found)).toEqual(list);
      }),
    );
  });

  it('are found by asking, and read to their end and little further', async () => {
    await fc.assert(
      fc.asyncProperty(items, fc.integer({ min: 2, max: 6 }), async (list, parts) => {
        const rawScanPage = (request: ScanRequest) => Promise.resolve(pageOf(list, request));
        const ranges = await rangesOf({ rawScanPage }, { table: 't', key: KEY }, parts);
        if (ranges === undefined) return;
        const read = Array.from({ length: ranges.bounds.length + 1 }, (_, part) =>
          readPart(list, ranges, part),
        );
        expect(read.flatMap(({ found }) => found)).toEqual(list);
        for (const { found, pages } of read)
          expect(pages).toBeLessThanOrEqual(Math.floor(found.length / 5) + 2);
      }),
    );
  });

  it('of keys that are numbers are none', async () => {
    const rawScanPage = () => Promise.reject(new Error('Nothing is to be read.'));
    const key = { hash: { name: 'PK', type: 'N' } } as const;
    expect(await rangesOf({ rawScanPage }, { table: 't', key }, 4)).toBeUndefined();
  });

  it('are refused for a server that does not scan in their order', () => {
    const list = ['c', 'a', 'b'].map((pk) => ({ PK: { S: pk }, SK: { S: 's' } }));
    const ranges = { hash: 'PK', range: 'SK', bounds: ['b'] };
    const error = expect.objectContaining({ code: 'AnswerUnreadable' });
    expect(() => withinRange(ranges, 0, pageOf(list, {}))).toThrow(error);
    expect(() => withinRange(ranges, 1, pageOf(list, { limit: 2 }))).toThrow(error);
  });
});
