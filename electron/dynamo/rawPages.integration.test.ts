import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../engine/testEngine.ts';
import { lost, refused } from '../testing/faultProxy/faults.ts';
import { startFaultProxy } from '../testing/faultProxy/faultProxy.ts';
import type { CallReport } from './callReport.ts';
import { connectDynamo } from './client.ts';
import type { Dynamo, RawSegmentPage, ScanPosition } from './dynamo.ts';
import { withServer } from './ownServer.fixture.ts';
import { REAL_TIMING } from './pause.ts';
import { rowsOf, sorted } from './rawRows.fixture.ts';

const KEY = { hash: { name: 'PK', type: 'S' }, range: { name: 'SK', type: 'S' } } as const;

describe.each(['dynoxide', 'dynamodb-local'] as const)('%s', (kind) => {
  describe.skipIf(testEngineUnavailable(kind) !== undefined)('raw pages', () => {
    let engine: TestEngine;
    let dynamo: Dynamo;
    const table = `table-${randomUUID()}`;
    const items = Array.from({ length: 300 }, (_, index) => ({
      PK: { S: `p${index % 3} “LastEvaluatedKey”` },
      SK: { S: String(index).padStart(4, '0') },
      text: { S: '"LastEvaluatedKey":{"PK":{"S":"no"}} ü\u2028' },
    }));

    beforeAll(async () => {
      engine = await startTestEngine(kind);
      dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'us-east-1' });
      await dynamo.createTable({ table, key: KEY, indexes: [], ttlAttribute: undefined });
      const written = await dynamo.batchWrite(
        table,
        items.map((put) => ({ put })),
      );
      expect(written.leftovers).toEqual([]);
    });
    afterAll(async () => {
      dynamo.close();
      await engine.stop();
    });

    it.each([undefined, { segments: 1, inFlight: 1, limit: 7 }, { segments: 5, inFlight: 2, limit: 11 }])(
      'bring the whole table by plan %j',
      async (plan) => {
        const found: (AttributeMap | undefined)[] = [];
        let units = 0;
        for await (const page of dynamo.rawScanTable({ table }, { plan })) {
          units += page.units;
          found.push(...rowsOf(page.body));
        }
        expect(sorted(found)).toEqual(sorted(items));
        expect(units).toBeGreaterThan(0);
      },
    );

    it('go on where another scan had come to', async () => {
      const plan = { segments: 4, inFlight: 2, limit: 10 };
      const found: (AttributeMap | undefined)[] = [];
      const take = (page: RawSegmentPage): void => void found.push(...rowsOf(page.body));
      const from: Record<number, ScanPosition[number]> = {};
      let pages = 0;
      for await (const page of dynamo.rawScanTable({ table }, { plan })) {
        take(page);
        from[page.segment] = page.lastKey ?? null;
        pages += 1;
        if (pages === 9) break;
      }
      for await (const page of dynamo.rawScanTable({ table }, { plan, from })) take(page);
      expect(sorted(found)).toEqual(sorted(items));
    });

    it('of a query come in order, and step by step', async () => {
      const request = {
        table,
        keyCondition: 'PK = :p',
        values: { ':p': items[1]?.PK ?? { S: '' } },
        limit: 9,
      };
      const mine = items.filter((_, index) => index % 3 === 1);
      const found: (AttributeMap | undefined)[] = [];
      for await (const page of dynamo.rawQueryPages(request)) found.push(...rowsOf(page.body));
      expect(found).toEqual(mine);
      const first = await dynamo.rawQueryPage(request);
      const second = await dynamo.rawQueryPage({ ...request, startKey: first.lastKey });
      expect([...rowsOf(first.body), ...rowsOf(second.body)]).toEqual(mine.slice(0, 18));
      expect(rowsOf((await dynamo.rawScanPage({ table, limit: 5 })).body)).toHaveLength(5);
    });

    it('of several ranges keep the order within each', async () => {
      const ranges = [0, 100, 200].map((from) => ({
        table,
        keyCondition: 'PK = :p AND SK BETWEEN :a AND :b',
        values: {
          ':p': items[0]?.PK ?? { S: '' },
          ':a': { S: String(from).padStart(4, '0') },
          ':b': { S: String(from + 99).padStart(4, '0') },
        },
        limit: 6,
      }));
      const found = new Map<number, unknown[]>();
      for await (const { range, body } of dynamo.rawQueryRanges(ranges, { inFlight: 2 })) {
        found.set(range, [...(found.get(range) ?? []), ...rowsOf(body)]);
      }
      const all = [0, 1, 2].flatMap((range) => found.get(range) ?? []);
      expect(all).toEqual(items.filter((_, index) => index % 3 === 0));
    });

    it('are asked for again after a fault, told to the observer, and explained when they fail', async () => {
      const proxy = await startFaultProxy(engine.endpoint);
      const reports: CallReport[] = [];
      const through = connectDynamo(
        { kind: 'endpoint', region: 'us-east-1', endpoint: proxy.endpoint },
        { timing: { ...REAL_TIMING, random: () => 0 }, onCall: (report) => reports.push(report) },
      );
      try {
        proxy.script('Scan', lost('reset'), refused('throttled'), 'pass');
        const page = await through.rawScanPage({ table, limit: 3 });
        expect(rowsOf(page.body)).toHaveLength(3);
        expect(page.attempts).toBe(3);
        expect(reports).toMatchObject([
          { operation: 'Scan', attempts: 3, outcome: 'done', units: page.units },
        ]);
        await expect(through.rawScanPage({ table: 'absent' })).rejects.toMatchObject({
          code: 'TableNotFound',
        });
        const cancelled = new AbortController();
        cancelled.abort();
        const pages = through.rawScanTable({ table }, { signal: cancelled.signal });
        await expect(pages[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'Cancelled' });
      } finally {
        through.close();
        await proxy.close();
      }
    });
  });
});

describe('answers that a server packs or cuts', () => {
  const page = JSON.stringify({
    Items: [{ PK: { S: 'a' } }],
    Count: 1,
    LastEvaluatedKey: { PK: { S: 'a' } },
  });

  it.each([
    ['gzip', true],
    ['identity', false],
  ])('are read: %s, in chunks', async (encoding, packed) => {
    const body = packed ? gzipSync(page) : Buffer.from(page);
    await withServer(
      (_request, answer) => {
        answer.writeHead(200, { 'Content-Type': 'application/x-amz-json-1.0', 'Content-Encoding': encoding });
        for (let at = 0; at < body.length; at += 10) answer.write(body.subarray(at, at + 10));
        answer.end();
      },
      async (endpoint) => {
        const dynamo = connectDynamo({ kind: 'endpoint', endpoint, region: 'us-east-1' });
        const raw = await dynamo.rawScanPage({ table: 't' });
        expect(Buffer.from(raw.body).toString()).toBe(page);
        expect(raw.lastKey).toEqual({ PK: { S: 'a' } });
        expect((await dynamo.scanPage({ table: 't' })).items).toEqual([{ PK: { S: 'a' } }]);
        dynamo.close();
      },
    );
  });

  it('tell an error packed as well', async () => {
    const body = gzipSync(
      JSON.stringify({ __type: 'x#ResourceNotFoundException', message: 'no such table' }),
    );
    await withServer(
      (_request, answer) => {
        answer.writeHead(400, { 'Content-Type': 'application/x-amz-json-1.0', 'Content-Encoding': 'gzip' });
        answer.end(body);
      },
      async (endpoint) => {
        const dynamo = connectDynamo({ kind: 'endpoint', endpoint, region: 'us-east-1' });
        await expect(dynamo.rawScanPage({ table: 't' })).rejects.toMatchObject({ code: 'TableNotFound' });
        dynamo.close();
      },
    );
  });
});
