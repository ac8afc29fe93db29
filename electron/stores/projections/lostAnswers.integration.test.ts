import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isAppError } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../engine/testEngine.ts';
import { TASK_TABLE } from '../../layouts/definitions.ts';
import type { FaultProxy } from '../../testing/faultProxy/faultProxy.ts';
import { BREAKAGES, lost } from '../../testing/faultProxy/faults.ts';
import { openTwoWays, type TwoWays } from '../../testing/faultProxy/twoWays.fixture.ts';
import { dynamoProjectionStore } from './dynamoProjectionStore.ts';
import type { ProjectionRewrite, ProjectionStore } from './projectionStore.ts';

const keyOf = (range: string): AttributeMap => ({ PK: { S: 'TASK#a' }, SK: { S: range } });

const outcomeOf = (work: Promise<{ readonly outcome: string }>): Promise<string> =>
  work.then(
    ({ outcome }) => outcome,
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );

describe.skipIf(testEngineUnavailable('dynoxide') !== undefined)('lost answers', () => {
  let engine: TestEngine;
  let ways: TwoWays;
  let proxy: FaultProxy;
  let straight: Dynamo;
  let store: ProjectionStore;
  let table: string;

  beforeAll(async () => {
    engine = await startTestEngine('dynoxide');
  });
  afterAll(() => engine.stop());

  beforeEach(async () => {
    ways = await openTwoWays(engine.endpoint);
    ({ proxy, straight } = ways);
    table = `tasks-${randomUUID()}`;
    await straight.createTable({ ...TASK_TABLE, table });
    await straight.putItem({ table, item: { ...keyOf('EVENT#0001'), event: { M: {} } } });
    store = dynamoProjectionStore(ways.through());
  });
  afterEach(() => ways.close());

  const before: AttributeMap = { ...keyOf('META'), status: { S: 'running' } };
  const begin = () => straight.putItem({ table, item: before });
  const status = async () =>
    (await straight.getItem({ table, key: keyOf('META'), consistent: true })).item?.['status'];
  const rewrite = (): ProjectionRewrite => ({
    table,
    key: keyOf('META'),
    events: { table, last: keyOf('EVENT#0001'), next: [keyOf('EVENT#0002')] },
    mark: 'write_id',
    before,
    patch: { set: { status: { S: 'failed' } }, remove: [] },
    writeId: 'w',
  });

  it.each(BREAKAGES)('a rewrite whose answers are lost (%s) is known to be written', async (how) => {
    await begin();
    proxy.script('TransactWriteItems', lost(how));
    expect(await outcomeOf(store.rewrite(rewrite()))).toBe('written');
    expect(await status()).toEqual({ S: 'failed' });
  });

  it.each(BREAKAGES)(
    'a rewrite that met a changed projection, the refusal lost (%s), has not written',
    async (how) => {
      await begin();
      await straight.putItem({ table, item: { ...before, status: { S: 'succeeded' } } });
      proxy.script('TransactWriteItems', lost(how), 'pass');
      // An answer that is no JSON is not asked for again; what is stored may then have covered ours.
      const honest = how === 'garbage' ? 'WriteOutcomeUnknown' : 'projectionChanged';
      expect(await outcomeOf(store.rewrite(rewrite()))).toBe(honest);
      expect(await status()).toEqual({ S: 'succeeded' });
    },
  );

  it.each(BREAKAGES)('taking back whose answers are lost (%s) is known to be done', async (how) => {
    await begin();
    const done = await store.rewrite(rewrite());
    const after = done.outcome === 'written' ? (done.item ?? {}) : {};
    proxy.script('UpdateItem', lost(how));
    const restore = { table, key: keyOf('META'), mark: 'write_id', after, before, writeId: 'u' };
    expect(await outcomeOf(store.restore(restore))).toBe('written');
    expect(await status()).toEqual({ S: 'running' });
  });
});
