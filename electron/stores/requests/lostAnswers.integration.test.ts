import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../engine/testEngine.ts';
import { initTables } from '../../layouts/initTables.ts';
import type { FaultProxy } from '../../testing/faultProxy/faultProxy.ts';
import { BREAKAGES, lost } from '../../testing/faultProxy/faults.ts';
import { codeOf, openTwoWays, type TwoWays } from '../../testing/faultProxy/twoWays.fixture.ts';
import { dynamoRequestStore } from './dynamoRequestStore.ts';
import type { RequestStore } from './requestStore.ts';

const request = {
  ...{ id: 'a', requester: 'ann', profile: 'production', reason: '' },
  ...{ duration: 60_000_000_000n, expiresAt: 1_768_449_225_123_456_789n },
};

describe.skipIf(testEngineUnavailable('dynoxide') !== undefined)('lost answers', () => {
  let engine: TestEngine;
  let ways: TwoWays;
  let proxy: FaultProxy;
  let store: RequestStore;
  let other: RequestStore;
  let table: string;

  beforeAll(async () => {
    engine = await startTestEngine('dynoxide');
  });
  afterAll(() => engine.stop());

  beforeEach(async () => {
    ways = await openTwoWays(engine.endpoint);
    ({ proxy } = ways);
    const prefix = `${randomUUID()}-`;
    table = `${prefix}requests`;
    await initTables(ways.straight, { layout: 'request', prefix });
    store = dynamoRequestStore(ways.through(), { table });
    other = dynamoRequestStore(ways.straight, { table });
  });
  afterEach(() => ways.close());

  const seen = async () => ({ id: 'a', updatedAt: (await other.get('a')).updatedAt });

  it.each(BREAKAGES)('a creation whose answers are lost (%s) succeeds, once or always', async (how) => {
    proxy.script('PutItem', lost(how), 'pass');
    expect(await codeOf(store.create(request))).toBe('done');
    proxy.script('PutItem', lost(how));
    expect(await codeOf(store.create({ ...request, id: 'b' }))).toBe('done');
    expect(await codeOf(other.create({ ...request, id: 'b' }))).toBe('RequestExists');
  });

  it.each(BREAKAGES)('an id that is taken, the refusals lost (%s), is still taken', async (how) => {
    await other.create({ ...request, reason: 'theirs' });
    const later = dynamoRequestStore(ways.through(), { table, now: () => 1n });
    proxy.script('PutItem', lost(how));
    expect(await codeOf(later.create(request))).toBe('RequestExists');
    expect((await other.get('a')).reason).toBe('theirs');
  });

  it.each(BREAKAGES)('a decision whose answers are lost (%s) succeeds, once or always', async (how) => {
    await other.create(request);
    proxy.script('UpdateItem', lost(how), 'pass');
    expect(await codeOf(store.update(await seen(), { reason: 'more' }))).toBe('done');
    proxy.script('UpdateItem', lost(how));
    expect(await codeOf(store.decide(await seen(), { to: 'approved', by: 'ben' }))).toBe('done');
    expect(await other.get('a')).toMatchObject({ status: 'approved', reason: 'more' });
  });

  it.each(BREAKAGES)('a deletion whose answers are lost (%s) succeeds, once or always', async (how) => {
    for (const steps of [[lost(how), 'pass'], [lost(how)]] as const) {
      await other.create(request);
      proxy.script('DeleteItem', ...steps);
      expect(await codeOf(store.delete(await seen()))).toBe('done');
      expect(await codeOf(other.get('a'))).toBe('RequestNotFound');
    }
  });

  it('a decision that another writer covered meanwhile is unknown, never a conflict', async () => {
    await other.create(request);
    proxy.script('UpdateItem', lost('reset'), 'pass');
    proxy.meanwhile('UpdateItem', async () => other.update(await seen(), { reason: 'covered' }));
    expect(await codeOf(store.decide(await seen(), { to: 'denied' }))).toBe('WriteOutcomeUnknown');
    expect(await other.get('a')).toMatchObject({ status: 'denied', reason: 'covered' });
  });

  it('a decision that cannot be read back either is unknown, and can be made again with its name', async () => {
    await other.create(request);
    const before = await seen();
    proxy.script('UpdateItem', lost('reset'));
    proxy.script('GetItem', lost('reset'));
    const again = () => codeOf(store.decide(before, { to: 'denied', by: 'ben' }, { writeId: 'mine' }));
    expect(await again()).toBe('WriteOutcomeUnknown');
    proxy.script('UpdateItem', 'pass');
    expect(await again()).toBe('done');
    expect((await other.get('a')).decidedBy).toBe('ben');
  });

  it('a decision sent once and refused is a conflict', async () => {
    await other.create(request);
    const before = await seen();
    await other.decide(before, { to: 'denied' });
    expect(await codeOf(store.decide(before, { to: 'approved' }))).toBe('ConcurrentModification');
    expect(proxy.count('UpdateItem')).toBe(1);
  });

  it('a dead server is Unreachable, not unknown: nothing was sent', async () => {
    await other.create(request);
    const before = await seen();
    await proxy.close();
    expect(await codeOf(store.create({ ...request, id: 'b' }))).toBe('Unreachable');
    expect(await codeOf(store.decide(before, { to: 'denied' }))).toBe('Unreachable');
    expect(await codeOf(store.delete(before))).toBe('Unreachable');
    expect(await codeOf(store.listPending())).toBe('Unreachable');
  });
});
