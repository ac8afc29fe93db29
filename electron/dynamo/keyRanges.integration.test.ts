import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../engine/testEngine.ts';
import { compareText } from '../pages/compareText.ts';
import { connectDynamo } from './client.ts';
import type { Dynamo, KeyRanges, RawScanPlan, ScanPosition } from './dynamo.ts';
import { rangesOf } from './keyRanges.ts';
import { rowsOf, sorted } from './rawRows.fixture.ts';

const KEY = { hash: { name: 'PK', type: 'S' }, range: { name: 'SK', type: 'S' } } as const;

/** Names that other orders than that of UTF-8 bytes would put elsewhere. */
const NAMES = [
  ' ',
  '\uffff',
  '\u{1f600}',
  'a',
  'a b',
  'aa',
  'a\u0001',
  '\u0001',
  '~',
  'ä',
  'Z',
  '"',
  '\\',
  '\u{10ffff}',
];
const ITEMS = NAMES.flatMap((pk, at) =>
  NAMES.slice(at % 3).map((sk) => ({ PK: { S: pk }, SK: { S: sk }, n: { N: String(at) } })),
);

const planBy = (ranges: KeyRanges, inFlight: number): RawScanPlan => ({
  segments: ranges.bounds.length + 1,
  inFlight,
  limit: 4,
  ranges,
});

describe.skipIf(testEngineUnavailable('dynoxide') !== undefined)('dynoxide, by ranges of keys', () => {
  let engine: TestEngine;
  let dynamo: Dynamo;
  const table = `table-${randomUUID()}`;

  beforeAll(async () => {
    engine = await startTestEngine('dynoxide');
    dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'us-east-1' });
    await dynamo.createTable({ table, key: KEY, indexes: [], ttlAttribute: undefined });
    const written = await dynamo.batchWrite(
      table,
      ITEMS.map((put) => ({ put })),
    );
    expect(written.leftovers).toEqual([]);
  });
  afterAll(async () => {
    dynamo.close();
    await engine.stop();
  });

  const bounds = [...NAMES].sort(compareText);
  const ranges = {
    'that were asked for': () => rangesOf(dynamo, { table, key: KEY }, 5),
    'each named like a partition': () => Promise.resolve({ hash: 'PK', range: 'SK', bounds }),
  };

  it.each(['that were asked for', 'each named like a partition'] as const)(
    'brings every item once: ranges %s',
    async (name) => {
      const parted = await ranges[name]();
      if (parted === undefined) throw new Error('The table was not parted.');
      const found: (AttributeMap | undefined)[] = [];
      for await (const { body } of dynamo.rawScanTable({ table }, { plan: planBy(parted, 2) }))
        found.push(...rowsOf(body));
      expect(sorted(found)).toEqual(sorted(ITEMS));
    },
  );

  it('goes on where another scan had come to', async () => {
    const plan = planBy({ hash: 'PK', range: 'SK', bounds: bounds.slice(3, 7) }, 2);
    const found: (AttributeMap | undefined)[] = [];
    const from: Record<number, ScanPosition[number]> = {};
    let pages = 0;
    for await (const { segment, body, lastKey } of dynamo.rawScanTable({ table }, { plan })) {
      found.push(...rowsOf(body));
      from[segment] = lastKey ?? null;
      pages += 1;
      if (pages === 9) break;
    }
    expect(found.length).toBeLessThan(ITEMS.length);
    for await (const { body } of dynamo.rawScanTable({ table }, { plan, from })) found.push(...rowsOf(body));
    expect(sorted(found)).toEqual(sorted(ITEMS));
  });
});
