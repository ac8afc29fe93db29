import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../engine/testEngine.ts';
import { lost, refused, strikes, unheard } from '../testing/faultProxy/faults.ts';
import { startFaultProxy, type FaultProxy } from '../testing/faultProxy/faultProxy.ts';
import type { CallReport } from './callReport.ts';
import { connectDynamo, type ConnectOptions } from './client.ts';
import type { Dynamo, TransactMember } from './dynamo.ts';
import { REAL_TIMING } from './pause.ts';

const KEY = { hash: { name: 'PK', type: 'S' } } as const;
const key = (text: string) => ({ PK: { S: text } });
const NEW = 'attribute_not_exists(PK)';

describe.each(['dynoxide', 'dynamodb-local'] as const)('%s', (kind) => {
  describe.skipIf(testEngineUnavailable(kind) !== undefined)('calls', () => {
    let engine: TestEngine;
    let proxy: FaultProxy;
    let straight: Dynamo;
    let through: Dynamo;
    let reports: CallReport[];
    let table: string;
    const opened: Dynamo[] = [];

    const connect = (options: ConnectOptions = {}): Dynamo => {
      const timing = { ...REAL_TIMING, random: () => 0 };
      const dynamo = connectDynamo(
        { kind: 'endpoint', region: 'us-east-1', endpoint: proxy.endpoint },
        { timing, ...options },
      );
      opened.push(dynamo);
      return dynamo;
    };

    beforeAll(async () => {
      engine = await startTestEngine(kind);
      straight = connectDynamo({ kind: 'endpoint', region: 'us-east-1', endpoint: engine.endpoint });
    });
    afterAll(async () => {
      straight.close();
      await engine.stop();
    });
    beforeEach(async () => {
      proxy = await startFaultProxy(engine.endpoint);
      reports = [];
      through = connect({ onCall: (report) => reports.push(report) });
      table = `table-${randomUUID()}`;
      await straight.createTable({ table, key: KEY, indexes: [], ttlAttribute: undefined });
    });
    afterEach(async () => {
      for (const dynamo of opened.splice(0)) dynamo.close();
      await proxy.close();
    });

    it.each([
      ['throttled', refused('throttled')],
      ['cut', lost('reset')],
      ['never answered well', unheard('fault')],
      ['answered with a page of HTML', lost('html')],
      ['cut in the middle of the answer', lost('short')],
      ['refused for a transaction', refused('transactionConflict')],
    ] as const)('is sent again when it was %s', async (_what, fault) => {
      proxy.script('*', ...strikes(fault, 1, 4));
      expect(await through.putItem({ table, item: key('a') })).toMatchObject({
        outcome: 'done',
        attempts: 5,
      });
      proxy.script('*', ...strikes(fault, 1, 4));
      expect(await through.getItem({ table, key: key('a') })).toMatchObject({ item: key('a'), attempts: 5 });
    });

    it.each([
      ['throttled', 'Throttled', 5],
      ['transactionConflict', 'TransactionConflict', 5],
      ['expiredToken', 'CredentialsExpired', 2],
      ['clockSkew', 'ClockSkew', 2],
    ] as const)('gives up on %s: %s after %i sendings', async (refusal, code, sendings) => {
      proxy.script('PutItem', refused(refusal));
      await expect(through.putItem({ table, item: key('a') })).rejects.toMatchObject({ code });
      expect(proxy.count('PutItem')).toBe(sendings);
      expect((await straight.getItem({ table, key: key('a') })).item).toBeUndefined();
    });

    it.each(['expiredToken', 'clockSkew'] as const)('tries %s once more', async (refusal) => {
      proxy.script('PutItem', refused(refusal), 'pass');
      expect(await through.putItem({ table, item: key('a') })).toMatchObject({
        outcome: 'done',
        attempts: 2,
      });
    });

    it('does not add twice: after a lost answer nothing is sent again', async () => {
      const add = { table, key: key('a'), update: 'ADD hits :one', values: { ':one': { N: '1' } } };
      proxy.script('UpdateItem', lost('reset'), 'pass');
      const result = await through.updateItem(add);
      expect(result).toMatchObject({ outcome: 'lost', attempts: 1, error: { code: 'Unreachable' } });
      expect((await straight.getItem({ table, key: key('a') })).item?.['hits']).toEqual({ N: '1' });
      // Refused is not lost.
      proxy.script('UpdateItem', refused('throttled'), 'pass');
      expect(await through.updateItem(add)).toMatchObject({ outcome: 'done', attempts: 2 });
      expect((await straight.getItem({ table, key: key('a') })).item?.['hits']).toEqual({ N: '2' });
    });

    it('sets twice what may be set twice', async () => {
      proxy.script('UpdateItem', lost('reset'), 'pass');
      const set = { table, key: key('a'), update: 'SET hits = :one', values: { ':one': { N: '1' } } };
      expect(await through.updateItem(set)).toMatchObject({ outcome: 'done', attempts: 2 });
    });

    it('tells when a condition may have met our own write', async () => {
      proxy.script('PutItem', lost('reset'), 'pass');
      expect(await through.putItem({ table, item: key('a'), condition: NEW })).toMatchObject({
        outcome: 'conditionFailed',
        old: key('a'),
        repeated: true,
      });
      proxy.script('PutItem', refused('throttled'), 'pass');
      expect(await through.putItem({ table, item: key('a'), condition: NEW })).toMatchObject({
        outcome: 'conditionFailed',
        repeated: false,
      });
    });

    it('a transaction is tried again with the same token, and done once', async () => {
      const members: readonly TransactMember[] = [
        { kind: 'update', table, key: key('a'), update: 'ADD hits :one', values: { ':one': { N: '1' } } },
        { kind: 'put', table, item: key('b') },
      ];
      proxy.script(
        'TransactWriteItems',
        refused('transactionConflict'),
        lost('reset'),
        lost('short'),
        'pass',
      );
      expect(await through.transactWrite(members)).toMatchObject({ outcome: 'done', attempts: 4 });
      expect((await straight.getItem({ table, key: key('a') })).item?.['hits']).toEqual({ N: '1' });
    });

    it('tells a transaction that others keep in the way from one of which nobody knows', async () => {
      const members: readonly TransactMember[] = [{ kind: 'put', table, item: key('a') }];
      proxy.script('TransactWriteItems', refused('transactionConflict'));
      expect(await through.transactWrite(members)).toMatchObject({
        outcome: 'cancelled',
        reasons: [{ why: 'transactionConflict' }],
        repeated: false,
        attempts: 5,
      });
      proxy.script('TransactWriteItems', refused('transactionInProgress'));
      expect(await through.transactWrite(members)).toMatchObject({
        outcome: 'lost',
        mayStillHappen: true,
        error: { code: 'TransactionConflict' },
        attempts: 5,
      });
      proxy.script('TransactGetItems', refused('transactionConflict'));
      await expect(through.transactGet([{ table, key: key('a') }])).rejects.toMatchObject({
        code: 'TransactionConflict',
        message: expect.stringContaining('while they were read together'),
      });
    });

    it('reads items of one moment in the order asked for', async () => {
      for (const text of ['a', 'b', 'c']) {
        await straight.putItem({ table, item: { ...key(text), more: { S: text } } });
      }
      const parts = { projection: '#m', names: { '#m': 'more' } };
      const { items } = await through.transactGet([
        { table, key: key('c') },
        { table, key: key('absent') },
        { table, key: key('a'), ...parts },
      ]);
      // One engine gives the key along with a projection.
      expect(items.map((item) => item?.['more'])).toEqual([{ S: 'c' }, undefined, { S: 'a' }]);
    });

    it('sends no transaction that is too large', async () => {
      const put = (index: number, text = ''): TransactMember => ({
        kind: 'put',
        table,
        item: { ...key(`k${index}`), text: { S: text } },
      });
      const many = (count: number, text?: string) => Array.from({ length: count }, (_, n) => put(n, text));
      const big = 'x'.repeat(390_000);
      const gets = Array.from({ length: 101 }, (_, n) => ({ table, key: key(`k${n}`) }));
      await expect(through.transactWrite([])).rejects.toMatchObject({ code: 'InvalidInput' });
      await expect(through.transactWrite(many(101))).rejects.toMatchObject({ code: 'LimitExceeded' });
      await expect(through.transactWrite(many(11, big))).rejects.toMatchObject({ code: 'LimitExceeded' });
      await expect(through.transactGet([])).rejects.toMatchObject({ code: 'InvalidInput' });
      await expect(through.transactGet(gets)).rejects.toMatchObject({ code: 'LimitExceeded' });
      expect(proxy.seen()).toEqual([]);
      expect(await through.transactWrite(many(100))).toMatchObject({ outcome: 'done' });
      expect(await through.transactWrite(many(10, big))).toMatchObject({ outcome: 'done' });
    });

    it('creates and deletes a table once, though the answer got lost', async () => {
      const other = { table: `${table}-2`, key: KEY, indexes: [], ttlAttribute: undefined };
      proxy.script('CreateTable', lost('reset'), 'pass');
      expect(await through.createTable(other)).toMatchObject({ table: other.table, status: 'ACTIVE' });
      await expect(through.createTable(other)).rejects.toMatchObject({ code: 'TableExists' });
      proxy.script('DeleteTable', lost('reset'), 'pass');
      await through.deleteTable(other.table);
      await expect(through.deleteTable(other.table)).rejects.toMatchObject({ code: 'TableNotFound' });
    });

    it.each([
      ['silent', lost('hang')],
      ['stuck in the middle of its answer', lost('stall')],
    ] as const)('a server that is %s ends in an error in bounded time', async (_what, fault) => {
      const limits = { requestTimeout: 150, socketTimeout: 150, patience: 250 };
      const hasty = connect(limits);
      proxy.script('*', fault);
      const began = performance.now();
      await expect(hasty.getItem({ table, key: key('a') })).rejects.toMatchObject({ code: 'TimedOut' });
      expect(await hasty.putItem({ table, item: key('a') })).toMatchObject({ outcome: 'lost' });
      // Far from exact: that it ends at all is what counts.
      expect(performance.now() - began).toBeLessThan(20_000);
    });

    it('ends at once when cancelled: under way, waiting to be sent again, waiting for its turn', async () => {
      const never = { ...REAL_TIMING, random: () => 1, sleep: waitForAbort };
      const narrow = connect({ maxSockets: 1, timing: never });
      const stop = new AbortController();
      const options = { signal: stop.signal };
      proxy.script('GetItem', lost('hang'));
      proxy.script('PutItem', refused('throttled'));
      const waiting = connect({ timing: never });
      const works = [
        narrow.getItem({ table, key: key('a') }, options),
        narrow.getItem({ table, key: key('b') }, options),
        waiting.putItem({ table, item: key('a') }, options),
        waiting.batchWrite(table, [{ put: key('a') }], options),
      ];
      const ends = Promise.allSettled(works);
      while (proxy.count('GetItem') < 1 || proxy.count('PutItem') < 1) await turn();
      stop.abort();
      for (const end of await ends) {
        const error: unknown = end.status === 'rejected' ? end.reason : Reflect.get(end.value, 'error');
        if (error !== undefined) expect(error).toMatchObject({ code: 'Cancelled' });
      }
      expect(proxy.count('GetItem')).toBe(1);
    });

    it('keeps more calls than connections waiting, each in its turn', async () => {
      const narrow = connect({ maxSockets: 2, connectionTimeout: 100 });
      proxy.script('PutItem', 'pass');
      const works = Array.from({ length: 60 }, (_, n) => narrow.putItem({ table, item: key(`k${n}`) }));
      for (const result of await Promise.all(works)) {
        expect(result).toMatchObject({ outcome: 'done', attempts: 1 });
      }
    });

    it('reports every call once', async () => {
      const item = { ...key('a'), n: { N: '1' } };
      proxy.script('PutItem', refused('throttled'), 'pass');
      await through.putItem({ table, item });
      await through.putItem({ table, item, condition: NEW });
      await through.batchGet(table, [key('a')]);
      await through.transactWrite([{ kind: 'put', table, item, condition: NEW }]);
      proxy.script('Query', refused('throttled'));
      await through
        .queryPage({ table, keyCondition: 'PK = :p', values: { ':p': { S: 'a' } } })
        .catch(() => 0);
      const common = { table, attempts: 1, waitsMs: 0, code: undefined };
      expect(reports).toMatchObject([
        { ...common, operation: 'PutItem', outcome: 'done', attempts: 2, units: 1 },
        { ...common, operation: 'PutItem', outcome: 'refused' },
        { ...common, operation: 'BatchGetItem', outcome: 'done', units: 0.5 },
        { ...common, operation: 'TransactWriteItems', outcome: 'refused' },
        { ...common, operation: 'Query', outcome: 'failed', code: 'Throttled', attempts: 5, units: 0 },
      ]);
      for (const { at, latencyMs } of reports) {
        expect(at).toBeGreaterThan(Date.parse('2020-01-01'));
        expect(latencyMs).toBeGreaterThan(0);
      }
    });
  });
});

const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

/** Waits until it is told to stop. */
const waitForAbort = (_ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((done) => {
    if (signal?.aborted === true) done();
    else signal?.addEventListener('abort', () => done(), { once: true });
  });
