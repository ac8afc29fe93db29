import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../engine/testEngine.ts';
import { TASK_TABLE } from '../../layouts/definitions.ts';
import type { FaultProxy } from '../../testing/faultProxy/faultProxy.ts';
import { BREAKAGES, lost, unheard } from '../../testing/faultProxy/faults.ts';
import { codeOf, openTwoWays, type TwoWays } from '../../testing/faultProxy/twoWays.fixture.ts';
import { dynamoTaskEventStore } from '../taskEvents/dynamoTaskEventStore.ts';
import { dynamoIdempotencyStore } from './dynamoIdempotencyStore.ts';
import { appendOnce, executeOnce } from './executeOnce.ts';
import { testClock, type TestClock } from './idempotencyUnderTest.fixture.ts';
import type { Begun, IdempotencyStore } from './idempotencyStore.ts';

const request = { order: { S: '1' } };
const result = { ok: { BOOL: true } };
const event = { type: 'TaskCreated', at: '2026-01-02T03:04:05Z' };

describe.skipIf(testEngineUnavailable('dynoxide') !== undefined)('lost answers of requests', () => {
  let engine: TestEngine;
  let ways: TwoWays;
  let proxy: FaultProxy;
  let straight: Dynamo;
  let table: string;
  let clock: TestClock;
  let store: IdempotencyStore;
  let other: IdempotencyStore;

  beforeAll(async () => {
    engine = await startTestEngine('dynoxide');
  });
  afterAll(() => engine.stop());

  beforeEach(async () => {
    ways = await openTwoWays(engine.endpoint);
    ({ proxy, straight } = ways);
    table = `tasks-${randomUUID()}`;
    clock = testClock();
    await straight.createTable({ ...TASK_TABLE, table });
    store = dynamoIdempotencyStore(ways.through(), { table, now: clock.now });
    other = dynamoIdempotencyStore(straight, { table, now: clock.now });
  });
  afterEach(() => ways.close());

  const begun = async (): Promise<Begun> => {
    const found = await store.begin('k', 'hash');
    if (found.outcome !== 'begun') throw new Error(found.outcome);
    return found.begun;
  };
  const eventsOf = async (task: string) =>
    (await dynamoTaskEventStore(straight, { table }).getTaskEvents(task)).events;

  it.each(BREAKAGES)('a begin whose answers are lost (%s) is begun, once or always', async (how) => {
    proxy.script('PutItem', lost(how), 'pass');
    expect(await store.begin('once', 'hash')).toMatchObject({ outcome: 'begun' });
    proxy.script('PutItem', lost(how));
    expect(await store.begin('always', 'hash')).toMatchObject({ outcome: 'begun' });
    expect(await other.begin('always', 'hash')).toMatchObject({ outcome: 'inProgress' });
  });

  it.each(BREAKAGES)('a begin behind another, its answers lost (%s), does not run', async (how) => {
    expect(await other.begin('k', 'hash')).toMatchObject({ outcome: 'begun' });
    proxy.script('PutItem', lost(how));
    expect(await store.begin('k', 'hash')).toMatchObject({ outcome: 'inProgress' });
    expect(await codeOf(store.begin('k', 'another'))).toBe('IdempotencyKeyReused');
  });

  it.each(BREAKAGES)('a taking over whose answers are lost (%s) is begun, once or always', async (how) => {
    await other.begin('k', 'hash');
    clock.pass(301);
    proxy.script('PutItem', 'pass', lost(how), 'pass');
    expect(await store.begin('k', 'hash')).toMatchObject({ outcome: 'begun' });
    clock.pass(301);
    proxy.script('PutItem', 'pass', lost(how));
    expect(await store.begin('k', 'hash')).toMatchObject({ outcome: 'begun' });
    expect(await other.begin('k', 'hash')).toMatchObject({ outcome: 'inProgress' });
  });

  it.each(BREAKAGES)('a completion and a release whose answers are lost (%s) are settled', async (how) => {
    for (const fates of [[lost(how), 'pass'], [lost(how)]] as const) {
      proxy.script('DeleteItem', ...fates);
      expect(await store.release(await begun())).toBe(true);
    }
    const mine = await begun();
    for (const fates of [[lost(how), 'pass'], [lost(how)]] as const) {
      proxy.script('UpdateItem', ...fates);
      expect(await codeOf(store.complete(mine, { result }))).toBe('done');
    }
    expect(await other.begin('k', 'hash')).toMatchObject({ outcome: 'replay', result });
  });

  it('a completion after a taking over is a conflict, its answers lost or not', async () => {
    const mine = await begun();
    clock.pass(301);
    await other.begin('k', 'hash');
    for (const fates of [['pass'], [lost('reset'), 'pass'], [lost('reset')]] as const) {
      proxy.script('UpdateItem', ...fates);
      expect(await codeOf(store.complete(mine, { result }))).toBe('ConcurrentModification');
    }
  });

  it('a completion that another may have covered since is unknown', async () => {
    const mine = await begun();
    proxy.script('UpdateItem', lost('reset'), 'pass');
    proxy.meanwhile('UpdateItem', async () => {
      clock.pass(10);
      expect(await other.begin('k', 'hash')).toMatchObject({ outcome: 'begun' });
    });
    const work = store.complete(mine, { result }, { keepSeconds: 5 });
    expect(await codeOf(work)).toBe('WriteOutcomeUnknown');
  });

  it('a begin that cannot be read back either is unknown, and is ours when made again by its name', async () => {
    proxy.script('PutItem', lost('reset'));
    proxy.script('GetItem', lost('reset'));
    expect(await codeOf(store.begin('k', 'hash', { owner: 'me' }))).toBe('WriteOutcomeUnknown');
    proxy.script('PutItem', 'pass');
    expect(await store.begin('k', 'hash', { owner: 'me' })).toMatchObject({ outcome: 'begun' });
  });

  it.each(BREAKAGES)('an append with its record, answers lost (%s), is made once', async (how) => {
    for (const [task, ...fates] of [
      ['once', lost(how), 'pass'],
      ['always', lost(how)],
    ] as const) {
      proxy.script('TransactWriteItems', ...fates);
      const append = () => Promise.resolve({ taskId: task, event, expectedSeq: 1, result });
      expect(await appendOnce(store, task, request, append)).toEqual({ result, replayed: false });
      proxy.script('TransactWriteItems', 'pass');
      expect(await appendOnce(store, task, request, append)).toEqual({ result, replayed: true });
      expect(await eventsOf(task)).toMatchObject([{ idempotencyKey: task }]);
    }
  });

  it('a repeat is answered although it cannot be noted, and noted once when it can', async () => {
    const run = () => executeOnce(store, 'k', request, () => Promise.resolve(result));
    await run();
    proxy.script('UpdateItem', unheard('reset'));
    expect(await run()).toEqual({ result, replayed: true });
    expect((await other.get('k'))?.replayedAt).toBeUndefined();
    proxy.script('UpdateItem', lost('reset'), 'pass');
    expect(await run()).toEqual({ result, replayed: true });
    expect((await other.get('k'))?.replayedAt).toHaveLength(1);
  });

  it('a request whose result cannot be stored does not run again before it expires', async () => {
    let runs = 0;
    const run = () =>
      executeOnce(store, 'k', request, () => Promise.resolve({ n: { N: String((runs += 1)) } }));
    proxy.script('UpdateItem', lost('reset'));
    proxy.script('GetItem', lost('reset'));
    expect(await codeOf(run())).toBe('WriteOutcomeUnknown');
    proxy.script('UpdateItem', 'pass');
    proxy.script('GetItem', 'pass');
    // The answer was lost, the result was not.
    expect(await run()).toEqual({ result: { n: { N: '1' } }, replayed: true });
    expect(runs).toBe(1);
  });

  it('a dead server is Unreachable, and nothing has run', async () => {
    await proxy.close();
    let runs = 0;
    const run = executeOnce(store, 'k', request, () => Promise.resolve({ n: { N: String((runs += 1)) } }));
    expect(await codeOf(run)).toBe('Unreachable');
    expect(runs).toBe(0);
  });
});
