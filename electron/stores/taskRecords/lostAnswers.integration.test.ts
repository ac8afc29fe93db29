import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '#shared/errors/appError.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../engine/testEngine.ts';
import { LAYOUT_TABLES } from '../../layouts/definitions.ts';
import type { FaultProxy } from '../../testing/faultProxy/faultProxy.ts';
import { BREAKAGES, lost, unheard } from '../../testing/faultProxy/faults.ts';
import { openTwoWays, type TwoWays } from '../../testing/faultProxy/twoWays.fixture.ts';
import { dynamoRecordTable } from './dynamoRecordTable.ts';
import { recordBackend } from './environment.ts';
import type { RecordTable } from './storageBackend.ts';

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (value) => value,
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );

describe.skipIf(testEngineUnavailable('dynoxide') !== undefined)('lost answers', () => {
  let engine: TestEngine;
  let ways: TwoWays;
  let proxy: FaultProxy;
  let straight: Dynamo;
  let name: string;
  let store: RecordTable;
  let other: RecordTable;

  beforeAll(async () => {
    engine = await startTestEngine('dynoxide');
  });
  afterAll(() => engine.stop());

  beforeEach(async () => {
    ways = await openTwoWays(engine.endpoint);
    ({ proxy, straight } = ways);
    name = `records-${randomUUID()}`;
    for (const definition of LAYOUT_TABLES.record) await straight.createTable({ ...definition, table: name });
    store = dynamoRecordTable(ways.through(), { table: name });
    other = dynamoRecordTable(straight, { table: name });
  });
  afterEach(() => ways.close());

  it.each(BREAKAGES)('a write whose answers are lost (%s) succeeds, once or always', async (how) => {
    proxy.script('UpdateItem', lost(how), 'pass');
    expect(await codeOf(store.putIfVersion('o:t', '"new"', 0))).toBe(1);
    proxy.script('UpdateItem', lost(how));
    expect(await codeOf(store.putIfVersion('o:t', '"next"', 1))).toBe(2);
    expect(await codeOf(store.put('o:t', '"any"'))).toBe(3);
    expect(await other.get('o:t')).toMatchObject({ version: 3, data: '"any"' });
    expect(await codeOf(other.putIfVersion('o:t', '{}', 2))).toBe('VersionConflict');
  });

  it.each(BREAKAGES)('a deletion whose answers are lost (%s) succeeds, once or always', async (how) => {
    await other.put('o:t', '{}');
    await other.put('o:u', '{}');
    await other.put('o:v', '{}');
    proxy.script('DeleteItem', lost(how), 'pass');
    expect(await codeOf(store.delete('o:t'))).toBe(true);
    proxy.script('DeleteItem', lost(how));
    expect(await codeOf(store.delete('o:u'))).toBe(true);
    expect(await codeOf(store.deleteIfVersion('o:v', 1))).toBeUndefined();
    expect((await other.listByPrefix('o:')).records).toEqual([]);
  });

  it('a write of which the server never heard is an outage, and nothing is written', async () => {
    await other.put('o:t', '{}');
    for (const how of ['reset', 'fault', 'html'] as const) {
      proxy.script(['UpdateItem', 'DeleteItem'], unheard(how));
      expect(await codeOf(store.putIfVersion('o:t', '"lost"', 1))).not.toMatch(/Conflict|Unknown/);
      expect(await codeOf(store.deleteIfVersion('o:t', 1))).not.toMatch(/Conflict|Unknown/);
    }
    expect(await other.get('o:t')).toMatchObject({ version: 1, data: '{}' });
  });

  it('a write that a third writer covered meanwhile is unknown, never a conflict', async () => {
    await other.put('o:t', '{}');
    for (const steps of [[lost('reset'), 'pass'], [lost('reset')]] as const) {
      const version = (await other.get('o:t'))?.version ?? 0;
      proxy.script('UpdateItem', ...steps);
      proxy.meanwhile('UpdateItem', async () => {
        await other.put('o:t', '"third"');
      });
      expect(await codeOf(store.putIfVersion('o:t', '"mine"', version))).toBe('WriteOutcomeUnknown');
    }
    expect(await other.get('o:t')).toMatchObject({ version: 5, data: '"third"' });
  });

  it('a refusal that got lost is unknown rather than a conflict: ours may lie beneath', async () => {
    await other.put('o:t', '{}');
    await other.put('o:t', '{}');
    proxy.script('UpdateItem', lost('reset'), 'pass');
    expect(await codeOf(store.putIfVersion('o:t', '"late"', 1))).toBe('WriteOutcomeUnknown');
    expect(await other.get('o:t')).toMatchObject({ version: 2, data: '{}' });
  });

  it('a write sent once and refused is a conflict, without another read', async () => {
    await other.put('o:t', '{}');
    expect(await codeOf(store.putIfVersion('o:t', '{}', 3))).toBe('VersionConflict');
    expect(await codeOf(store.putIfVersion('o:absent', '{}', 3))).toBe('VersionConflict');
    expect(await codeOf(store.putIfVersion('o:t', '{}', 0))).toBe('VersionConflict');
    expect(await codeOf(store.deleteIfVersion('o:absent', 3))).toBe('VersionConflict');
    expect(await codeOf(store.delete('o:absent'))).toBe(false);
    expect(proxy.seen()).toEqual(['UpdateItem', 'UpdateItem', 'UpdateItem', 'DeleteItem', 'DeleteItem']);
  });

  it('a write that cannot be read back either is unknown, and can be made again with its id', async () => {
    proxy.script(['UpdateItem', 'GetItem'], lost('reset'));
    const options = { writeId: 'mine' };
    expect(await codeOf(store.putIfVersion('o:t', '"mine"', 0, options))).toBe('WriteOutcomeUnknown');
    proxy.script(['UpdateItem', 'GetItem'], 'pass');
    expect(await codeOf(store.putIfVersion('o:t', '"mine"', 0, { ...options, again: true }))).toBe(1);
    await other.put('o:t', '"third"');
    expect(await codeOf(store.putIfVersion('o:t', '"mine"', 0, { ...options, again: true }))).toBe(
      'WriteOutcomeUnknown',
    );
    expect(await other.get('o:t')).toMatchObject({ version: 2, data: '"third"' });
  });

  it('a dead server is Unreachable, not unknown: nothing was sent', async () => {
    await proxy.close();
    expect(await codeOf(store.put('o:t', '{}'))).toBe('Unreachable');
    expect(await codeOf(store.putIfVersion('o:t', '{}', 0))).toBe('Unreachable');
    expect(await codeOf(store.delete('o:t'))).toBe('Unreachable');
    expect(await codeOf(store.listByPrefix('o:'))).toBe('Unreachable');
  });

  it('the environment leads to the same records', async () => {
    const environment = { AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint, TASK_RECORDS_TABLE: name };
    const byEnvironment = recordBackend.fromEnv(environment);
    const byTable = recordBackend.fromEnvWithTable(name, { AWS_ENDPOINT_URL: engine.endpoint });
    expect(await byEnvironment.put('o:t', '"here"')).toBe(1);
    expect(await byTable.get('o:t')).toMatchObject({ data: '"here"' });
    expect(await recordBackend.create(straight, name).get('o:t')).toMatchObject({ version: 1 });
    byEnvironment.close();
    byTable.close();
  });
});
