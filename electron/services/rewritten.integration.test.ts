import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReplayProgress } from '#shared/contract/replay.ts';
import { connectDynamo } from '../dynamo/client.ts';
import type { Dynamo } from '../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../engine/testEngine.ts';
import { createInlineReplayHost } from '../replay/replayHost.ts';
import { dynamoTaskEventStore } from '../stores/taskEvents/dynamoTaskEventStore.ts';
import { taskPages } from '../worker/taskPages.ts';
import { createOpenTasks } from './openTasks.ts';
import { createTaskChanges } from './taskChanges.ts';

const why = testEngineUnavailable('dynoxide');
const REF = { connection: 'embedded', table: 'tasks', task: 'ord-1' };
const at = '2026-11-01T09:00:00.000Z';
const KEY = { hash: { name: 'PK', type: 'S' }, range: { name: 'SK', type: 'S' } } as const;

describe.skipIf(why !== undefined)(`a task that is open${why ?? ''}`, { timeout: 120_000 }, () => {
  let engine: TestEngine;
  let dynamo: Dynamo;
  beforeEach(async () => {
    engine = await startTestEngine('dynoxide');
    dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'us-east-1' });
    await dynamo.createTable({ table: REF.table, key: KEY, indexes: [], ttlAttribute: undefined });
  });
  afterEach(async () => {
    dynamo.close();
    await engine.stop();
  });

  it('tells of an event that a writer without a condition has written over, and of one that has gone', async () => {
    const store = dynamoTaskEventStore(dynamo, { table: REF.table });
    await store.createTask('ord-1', { type: 'TaskCreated', at }, { status: { S: 'pending' } });
    await store.appendEvent('ord-1', { type: 'TaskStarted', at, actor: 'ann' }, 2);
    await store.appendEvent('ord-1', { type: 'TaskProgressed', at }, 3);
    const replayHost = createInlineReplayHost({ readerOf: () => taskPages });
    const tasks = createOpenTasks({
      replayHost,
      withStore: (_, work) => work(store),
      changes: createTaskChanges(),
      pollEvery: () => Promise.resolve(5),
      newId: () => 'handle-1',
    });
    const closing = new AbortController();
    const news: ((progress: ReplayProgress) => void)[] = [];
    const nextNews = (): Promise<ReplayProgress> => new Promise((done) => news.push(done));
    let told = nextNews();
    const ready = new Promise<void>((done) => {
      void tasks.open(REF, {
        signal: closing.signal,
        emit: (progress) => {
          for (const tell of news.splice(0)) tell(progress);
          if (progress.phase === 'ready') done();
          return Promise.resolve();
        },
      });
    });
    await ready;

    told = nextNews();
    await dynamo.putItem({
      table: REF.table,
      item: {
        PK: { S: 'TASK#ord-1' },
        SK: { S: 'EVENT#0002' },
        event: { M: { type: { S: 'TaskCancelled' }, at: { S: at }, actor: { S: 'bob' } } },
      },
    });
    await told;
    const session = tasks.session('handle-1');
    expect((await session.rewritten()).events).toMatchObject([
      {
        seq: 2,
        key: 'EVENT#0002',
        from: { type: { S: 'TaskStarted' }, actor: { S: 'ann' } },
        to: { type: { S: 'TaskCancelled' }, actor: { S: 'bob' } },
      },
    ]);
    expect((await session.state(2)).event?.type).toBe('TaskCancelled');

    told = nextNews();
    await dynamo.deleteItem({
      table: REF.table,
      key: { PK: { S: 'TASK#ord-1' }, SK: { S: 'EVENT#0003' } },
    });
    await told;
    expect((await session.rewritten()).events).toMatchObject([{ seq: 2 }, { seq: 3, to: null }]);
    closing.abort();
    await replayHost.close();
  });
});
