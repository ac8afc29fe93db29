import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasCode, isAppError } from '#shared/errors/appError.ts';
import { attributeMap, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../engine/testEngine.ts';
import { startFaultProxy } from '../testing/faultProxy/faultProxy.ts';
import { lost } from '../testing/faultProxy/faults.ts';
import { arbitraryAttributes } from './arbitraryItems.fixture.ts';
import { connectDynamo } from './client.ts';
import type { Dynamo } from './dynamo.ts';

const KEY = { hash: { name: 'PK', type: 'S' }, range: { name: 'SK', type: 'S' } } as const;

/** The same whatever order names and set members come in; DynamoDB keeps neither. */
const canonical = (value: AttributeValue): unknown => {
  if ('M' in value) return ['M', canonicalMap(value.M)];
  if ('L' in value) return ['L', value.L.map(canonical)];
  if ('SS' in value) return ['SS', [...value.SS].sort()];
  if ('NS' in value) return ['NS', [...value.NS].sort()];
  if ('BS' in value) return ['BS', [...value.BS].sort()];
  return value;
};
const canonicalMap = (map: AttributeMap): unknown =>
  Object.entries(map)
    .map(([name, value]) => [name, canonical(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

describe.each(['dynoxide', 'dynamodb-local'] as const)('%s', (kind) => {
  describe.skipIf(testEngineUnavailable(kind) !== undefined)('client', () => {
    let engine: TestEngine;
    let dynamo: Dynamo;
    const table = `table-${randomUUID()}`;

    beforeAll(async () => {
      engine = await startTestEngine(kind);
      dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'us-east-1' });
      await dynamo.createTable({ table, key: KEY, indexes: [], ttlAttribute: 'ttl' });
    });
    afterAll(async () => {
      dynamo.close();
      await engine.stop();
    });

    it('tells its kind and its tables', async () => {
      expect(await dynamo.serverKind()).toBe(kind);
      expect(await dynamo.listTables()).toContain(table);
      expect(await dynamo.describeTtl(table)).toEqual({ known: true, attribute: 'ttl' });
      expect(await dynamo.describeTable(table)).toMatchObject({ table, key: KEY, status: 'ACTIVE' });
    });

    it('stores any item and gives it back the same, by get, query, scan and old item', async () => {
      let count = 0;
      await fc.assert(
        fc.asyncProperty(arbitraryAttributes, async (attributes) => {
          count += 1;
          const key = { PK: { S: `p${count}` }, SK: { S: 's' } };
          const item = attributeMap([...Object.entries(attributes), ...Object.entries(key)]);
          expect((await dynamo.putItem({ table, item })).outcome).toBe('done');
          const got = (await dynamo.getItem({ table, key, consistent: true })).item;
          const values = { ':p': key.PK };
          const { items } = await dynamo.queryPage({ table, keyCondition: 'PK = :p', values });
          const again = await dynamo.putItem({ table, item, condition: 'attribute_not_exists(PK)' });
          const old = again.outcome === 'conditionFailed' ? again.old : undefined;
          for (const back of [got, items[0], old]) {
            expect(JSON.stringify(canonicalMap(back ?? {}))).toBe(JSON.stringify(canonicalMap(item)));
          }
        }),
        { numRuns: 60 },
      );
      let scanned = 0;
      for await (const page of dynamo.scanTable({ table })) scanned += page.items.length;
      expect(scanned).toBe(count);
    });

    it('reads every page of a query, ahead or step by step, and can be left early', async () => {
      const members = Array.from({ length: 130 }, (_, index) => ({
        put: { PK: { S: 'many' }, SK: { S: String(index).padStart(4, '0') } },
      }));
      expect((await dynamo.batchWrite(table, members)).leftovers).toEqual([]);
      const request = { table, keyCondition: 'PK = :p', values: { ':p': { S: 'many' } }, limit: 7 };
      const keys: string[] = [];
      for await (const page of dynamo.queryPages(request))
        keys.push(...page.items.map((item) => JSON.stringify(item['SK'])));
      expect(new Set(keys).size).toBe(130);
      expect(keys).toEqual([...keys].sort());
      for await (const page of dynamo.queryPages(request)) {
        expect(page.items).toHaveLength(7);
        break;
      }
      const first = await dynamo.queryPage(request);
      const second = await dynamo.queryPage({ ...request, startKey: first.lastKey });
      expect(second.items[0]?.['SK']).toEqual({ S: '0007' });
    });

    it('undoes a whole transaction when one condition fails, and says which', async () => {
      const taken = { PK: { S: 'tx' }, SK: { S: 'taken' } };
      const free = { PK: { S: 'tx' }, SK: { S: 'free' } };
      await dynamo.putItem({ table, item: { ...taken, by: { S: 'other' } } });
      const result = await dynamo.transactWrite([
        { kind: 'put', table, item: free },
        { kind: 'put', table, item: taken, condition: 'attribute_not_exists(PK)' },
      ]);
      expect(result).toMatchObject({
        outcome: 'cancelled',
        reasons: [{ why: 'none' }, { why: 'conditionFailed', old: { by: { S: 'other' } } }],
      });
      expect((await dynamo.getItem({ table, key: free })).item).toBeUndefined();
    });

    it('explains what went wrong', async () => {
      const failures: readonly (readonly [() => Promise<unknown>, string])[] = [
        [() => dynamo.describeTable('absent'), 'TableNotFound'],
        [() => dynamo.getItem({ table: 'absent', key: { PK: { S: 'a' } } }), 'TableNotFound'],
        [() => dynamo.getItem({ table, key: { WRONG: { S: 'a' } } }), 'InvalidInput'],
        [() => dynamo.createTable({ table, key: KEY, indexes: [], ttlAttribute: undefined }), 'TableExists'],
        [
          () =>
            dynamo.putItem({
              table,
              item: { PK: { S: 'a' }, SK: { S: 'b' }, big: { S: 'x'.repeat(420_000) } },
            }),
          'ItemTooLarge',
        ],
      ];
      for (const [work, code] of failures) {
        const error: unknown = await work().catch((caught: unknown) => caught);
        expect(isAppError(error) ? error.code : error).toBe(code);
      }
    });
  });
});

describe.skipIf(testEngineUnavailable('dynoxide') !== undefined)('connection', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await startTestEngine('dynoxide');
  });
  afterAll(() => engine.stop());

  it('gives up a silent server in time, and at once when cancelled', async () => {
    const proxy = await startFaultProxy(engine.endpoint);
    proxy.script('ListTables', lost('hang'));
    const dynamo = connectDynamo(
      { kind: 'endpoint', endpoint: proxy.endpoint, region: 'us-east-1' },
      { requestTimeout: 200, maxAttempts: 2 },
    );
    await expect(dynamo.listTables()).rejects.toMatchObject({ code: 'TimedOut' });
    const stop = new AbortController();
    const patient = connectDynamo({ kind: 'endpoint', endpoint: proxy.endpoint, region: 'us-east-1' });
    const work = patient.listTables({ signal: stop.signal });
    stop.abort();
    await expect(work).rejects.toMatchObject({ code: 'Cancelled' });
    dynamo.close();
    patient.close();
    await proxy.close();
  });

  it.each([
    ['html', 'ServerFault'],
    ['garbage', 'AnswerUnreadable'],
    ['reset', 'Unreachable'],
  ] as const)('an answer of %s is %s', async (how, code) => {
    const proxy = await startFaultProxy(engine.endpoint);
    proxy.script('ListTables', lost(how));
    const dynamo = connectDynamo({ kind: 'endpoint', endpoint: proxy.endpoint, region: 'us-east-1' });
    const error: unknown = await dynamo.listTables().catch((caught: unknown) => caught);
    expect(hasCode(error, code)).toBe(true);
    dynamo.close();
    await proxy.close();
  });

  it('never sends the AWS keys of the environment to an endpoint, nor reads its settings', async () => {
    const before = { ...process.env };
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'AKIAREALREALREAL',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'token',
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_MAX_ATTEMPTS: 'nonsense',
      AWS_PROFILE: 'absent',
    });
    try {
      const proxy = await startFaultProxy(engine.endpoint);
      const dynamo = connectDynamo({ kind: 'endpoint', endpoint: proxy.endpoint, region: 'us-east-1' });
      await dynamo.listTables();
      expect(proxy.headers().every((line) => !/AKIAREAL|x-amz-security-token/i.test(line))).toBe(true);
      expect(proxy.headers().some((line) => line.includes('Credential=local/'))).toBe(true);
      dynamo.close();
      await proxy.close();
    } finally {
      for (const name of Object.keys(process.env))
        if (!(name in before)) Reflect.deleteProperty(process.env, name);
      Object.assign(process.env, before);
    }
  });
});
