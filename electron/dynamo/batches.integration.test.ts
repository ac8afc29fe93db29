import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attributeOf, numberTextOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../engine/testEngine.ts';
import { lost, refused, strikes, unheard } from '../testing/faultProxy/faults.ts';
import { startFaultProxy, type FaultProxy } from '../testing/faultProxy/faultProxy.ts';
import { connectDynamo } from './client.ts';
import type { BatchMember, Dynamo } from './dynamo.ts';
import { REAL_TIMING } from './pause.ts';

const KEY = { hash: { name: 'PK', type: 'S' }, range: { name: 'n', type: 'N' } } as const;

const keyOf = (n: number | string, hash = 'p') => ({ PK: { S: hash }, n: { N: String(n) } });
const itemOf = (n: number | string, text = `text ${n}`) => ({ ...keyOf(n), text: { S: text } });
const textsOf = (items: readonly (AttributeMap | undefined)[]) =>
  items.map((item) => item && attributeOf(item, 'text'));
const range = (count: number) => Array.from({ length: count }, (_, n) => n);

describe.each(['dynoxide', 'dynamodb-local'] as const)('%s', (kind) => {
  describe.skipIf(testEngineUnavailable(kind) !== undefined)('batches', () => {
    let engine: TestEngine;
    let proxy: FaultProxy;
    let dynamo: Dynamo;
    let through: Dynamo;
    let table: string;

    beforeAll(async () => {
      engine = await startTestEngine(kind);
      proxy = await startFaultProxy(engine.endpoint);
      const target = { kind: 'endpoint', region: 'us-east-1' } as const;
      dynamo = connectDynamo({ ...target, endpoint: engine.endpoint });
      // Waits of no length: how long they are is tested elsewhere.
      const timing = { ...REAL_TIMING, random: () => 0 };
      through = connectDynamo({ ...target, endpoint: proxy.endpoint }, { timing });
    });
    afterAll(async () => {
      dynamo.close();
      through.close();
      await proxy.close();
      await engine.stop();
    });
    beforeEach(async () => {
      table = `table-${randomUUID()}`;
      proxy.script('*', 'pass');
      await dynamo.createTable({ table, key: KEY, indexes: [], ttlAttribute: undefined });
    });

    const stored = async (): Promise<readonly AttributeMap[]> => {
      const items: AttributeMap[] = [];
      for await (const page of dynamo.scanTable({ table })) items.push(...page.items);
      return items;
    };

    it('reads any number of keys in the order asked for, some twice, some absent', async () => {
      const members = range(230).map((n) => ({ put: itemOf(n) }));
      expect((await dynamo.batchWrite(table, members)).leftovers).toEqual([]);
      const asked = [...range(240).reverse(), 7, 300, '1.0', '10e-1'];
      const { items, unread } = await dynamo.batchGet(
        table,
        asked.map((n) => keyOf(n)),
        { consistent: true },
      );
      expect(unread).toEqual([]);
      expect(textsOf(items)).toEqual(
        [...range(240).reverse(), 7, 300, 1, 1].map((n) => (n < 230 ? { S: `text ${n}` } : undefined)),
      );
    });

    it('reads nothing, and writes nothing, without asking', async () => {
      const seen = proxy.seen().length;
      expect(await through.batchGet(table, [])).toMatchObject({ items: [], unread: [] });
      expect(await through.batchWrite(table, [])).toMatchObject({ leftovers: [], error: undefined });
      expect(proxy.seen()).toHaveLength(seen);
    });

    it('writes members for the same item as if one after the other', async () => {
      const step = fc.tuple(fc.nat({ max: 40 }), fc.option(fc.string({ maxLength: 3 }), { freq: 3 }));
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { minLength: 1, maxLength: 150 }),
          fc.constantFrom(1, 3, 8),
          fc.uuid(),
          async (steps, concurrency, hash) => {
            const model = new Map<number, string>();
            const members = steps.map(([n, text]): BatchMember => {
              if (text === null) {
                model.delete(n);
                return { key: keyOf(n, hash) };
              }
              model.set(n, text);
              // However the number is spelled, it is the same item.
              return { put: { ...itemOf(text.length % 2 === 0 ? n : `${n}.0`, text), PK: { S: hash } } };
            });
            const { leftovers, error } = await dynamo.batchWrite(table, members, { concurrency });
            expect({ leftovers, error }).toEqual({ leftovers: [], error: undefined });
            const keys = range(41).map((n) => keyOf(n, hash));
            const { items } = await dynamo.batchGet(table, keys, { consistent: true });
            expect(textsOf(items)).toEqual(
              range(41).map((n) => (model.has(n) ? { S: model.get(n) } : undefined)),
            );
          },
        ),
        { numRuns: 25 },
      );
    });

    it('cuts what is too much for one request, and reads it back whole', async () => {
      const text = 'x'.repeat(390_000);
      const members = range(60).map((n) => ({ put: itemOf(n, `${n} ${text}`) }));
      expect((await dynamo.batchWrite(table, members, { key: KEY })).leftovers).toEqual([]);
      const asked = range(60).reverse();
      const { items, unread } = await dynamo.batchGet(
        table,
        asked.map((n) => keyOf(n)),
      );
      expect(unread).toEqual([]);
      expect(textsOf(items)).toEqual(asked.map((n) => ({ S: `${n} ${text}` })));
    });

    it('asks for the key of a table once, and not at all when it is told', async () => {
      const count = () => proxy.count('DescribeTable');
      const before = count();
      await through.batchWrite(table, [{ put: itemOf(1) }, { put: itemOf(2) }], { key: KEY });
      await through.batchWrite(table, [{ put: itemOf(1) }, { key: keyOf(2) }]);
      expect(count()).toBe(before);
      await through.batchWrite(table, [{ put: itemOf(1) }, { put: itemOf(2) }]);
      await through.batchWrite(table, [{ put: itemOf(1) }, { put: itemOf(3) }]);
      expect(count()).toBe(before + 1);
    });

    it('hands back what the server leaves over for ever, in order, each item once', async () => {
      proxy.script(['BatchWriteItem', 'BatchGetItem'], { kind: 'unprocessed' });
      const before = proxy.count('BatchWriteItem');
      const members = [
        { put: itemOf(2) },
        { put: itemOf(1, 'first') },
        { key: keyOf(3) },
        { put: itemOf(1) },
      ];
      const outcome = await through.batchWrite(table, members, { key: KEY });
      expect(outcome).toMatchObject({ error: undefined, mayBeWritten: false, attempts: 5 });
      expect(outcome.leftovers).toEqual([{ put: itemOf(2) }, { key: keyOf(3) }, { put: itemOf(1) }]);
      expect(proxy.count('BatchWriteItem')).toBe(before + 5);
      const keys = [keyOf(2), keyOf(1), keyOf('2.0')];
      expect(await through.batchGet(table, keys)).toMatchObject({
        items: [undefined, undefined, undefined],
        unread: [keyOf(2), keyOf(1)],
        attempts: 5,
      });
      expect(await stored()).toEqual([]);
    });

    it.each([
      ['left over', { kind: 'unprocessed' }],
      ['throttled', refused('throttled')],
      ['cut after it was done', lost('reset')],
      ['cut before it was done', unheard('reset')],
      ['a fault of the server', lost('fault')],
    ] as const)('goes on after a request that was %s', async (_what, fault) => {
      proxy.script(['BatchWriteItem', 'BatchGetItem'], ...strikes(fault, 2, 2));
      const members = range(60).map((n) => ({ put: itemOf(n) }));
      const outcome = await through.batchWrite(table, members);
      expect(outcome).toMatchObject({ leftovers: [], error: undefined, mayBeWritten: false });
      expect(await stored()).toHaveLength(60);
      proxy.script(['BatchWriteItem', 'BatchGetItem'], ...strikes(fault, 2, 2));
      const { items, unread } = await through.batchGet(
        table,
        range(250).map((n) => keyOf(n)),
      );
      expect(unread).toEqual([]);
      expect(items.filter((item) => item !== undefined)).toHaveLength(60);
    });

    it('is left over when it is throttled for ever', async () => {
      proxy.script(['BatchWriteItem', 'BatchGetItem'], refused('throttled'));
      const members = range(30).map((n) => ({ put: itemOf(n) }));
      const outcome = await through.batchWrite(table, members, { concurrency: 1 });
      expect(outcome).toMatchObject({ leftovers: members, error: undefined, mayBeWritten: false });
      expect((await through.batchGet(table, [keyOf(1)])).unread).toEqual([keyOf(1)]);
      expect(await stored()).toEqual([]);
    });

    it.each([
      [lost('reset'), 60],
      [unheard('reset'), 25],
    ] as const)('tells what may be written when every answer is cut, %o', async (fault, count) => {
      const members = range(60).map((n) => ({ put: itemOf(n) }));
      proxy.script('BatchWriteItem', 'pass', fault);
      const outcome = await through.batchWrite(table, members, { key: KEY, concurrency: 2 });
      expect(outcome).toMatchObject({ error: { code: 'Unreachable' }, mayBeWritten: true });
      const written = await stored();
      expect(written.length).toBeLessThanOrEqual(count);
      const open = new Set(outcome.leftovers.map((member) => JSON.stringify(member)));
      const there = new Set(written.map((item) => numberTextOf(item, 'n')));
      for (const member of members) {
        expect(open.has(JSON.stringify(member)) || there.has(member.put.n.N)).toBe(true);
      }
    });

    it('throws when certainly nothing was written', async () => {
      const members = [{ put: itemOf(1) }];
      await expect(dynamo.batchWrite('absent', members)).rejects.toMatchObject({ code: 'TableNotFound' });
      await expect(dynamo.batchWrite('absent', members, { key: KEY })).rejects.toMatchObject({
        code: 'TableNotFound',
      });
      const wrong = [...members, { put: { PK: { S: 'no range' } } }];
      await expect(dynamo.batchWrite(table, wrong)).rejects.toMatchObject({ code: 'InvalidInput' });
      expect(await stored()).toEqual([]);
    });

    it('ends where it is cancelled, and says what is not written', async () => {
      const stop = new AbortController();
      proxy.script('BatchWriteItem', 'pass', { kind: 'unprocessed' });
      proxy.meanwhile('BatchWriteItem', () => {
        setImmediate(() => stop.abort());
        return Promise.resolve();
      });
      const members = range(50).map((n) => ({ put: itemOf(n) }));
      const signal = stop.signal;
      const outcome = await through
        .batchWrite(table, members, { key: KEY, concurrency: 1, signal })
        .catch((error: unknown) => ({ error, leftovers: members }));
      expect(outcome.error).toMatchObject({ code: 'Cancelled' });
      const open = new Set(outcome.leftovers.map(({ put }) => put));
      const there = (await stored()).length;
      expect(members.filter(({ put }) => !open.has(put)).length).toBeLessThanOrEqual(there);
    });
  });
});
