import { afterEach, describe, expect, it } from 'vitest';
import { hasCode } from '#shared/errors/appError.ts';
import type { NewTaskEvent } from '#shared/model/taskEvent.ts';
import { createInlineReplayHost } from '../replay/replayHost.ts';
import { memoryIdempotencyStore } from '../stores/idempotency/memoryIdempotencyStore.ts';
import { memoryTable } from '../stores/memoryTable.ts';
import { memoryTaskEventStore } from '../stores/taskEvents/memoryTaskEventStore.ts';
import { createIdempotencyLanes } from './idempotencyLanes.ts';
import { createOpenTasks } from './openTasks.ts';
import { createTaskChanges } from './taskChanges.ts';

const REF = { connection: 'embedded', table: 'tasks', task: 'ord-1' };
const NOW = new Date('2026-11-01T09:00:00.000Z');
const { signal } = new AbortController();
const event = (type: string, more: Partial<NewTaskEvent> = {}): NewTaskEvent => ({
  type,
  at: NOW.toISOString(),
  ...more,
});

let close = (): Promise<void> => Promise.resolve();
afterEach(() => close());

/** The lane of an opened task on a table that `prepare` has filled, and the keys that were asked for. */
async function opened(
  prepare: (
    events: ReturnType<typeof memoryTaskEventStore>,
    requests: ReturnType<typeof memoryIdempotencyStore>,
  ) => Promise<void>,
) {
  const table = memoryTable();
  const events = memoryTaskEventStore({ table });
  const requests = memoryIdempotencyStore({ table, now: () => NOW });
  await prepare(events, requests);
  const replayHost = createInlineReplayHost();
  const openTasks = createOpenTasks({
    replayHost,
    withStore: (_, work) => work(events),
    changes: createTaskChanges(),
    pollEvery: () => Promise.resolve(60_000),
    newId: () => 'handle-1',
  });
  const asked: (readonly string[])[] = [];
  const lanes = createIdempotencyLanes({
    openTasks,
    recordsOf: (ref, keys) => {
      expect(ref).toEqual(REF);
      asked.push(keys);
      return requests.getMany(keys);
    },
    clock: () => NOW.getTime(),
  });
  const closing = new AbortController();
  let over: Promise<void> = Promise.resolve();
  await new Promise<void>((ready) => {
    over = openTasks.open(REF, {
      signal: closing.signal,
      emit: ({ phase }) => {
        if (phase === 'ready') ready();
        return Promise.resolve();
      },
    });
  });
  close = async () => {
    closing.abort();
    await over;
    await replayHost.close();
  };
  return { lanes, asked };
}

describe('the lane of an opened task', () => {
  it('has its requests with what their records say', async () => {
    const { lanes } = await opened(async (events, requests) => {
      const found = await requests.begin('create', 'hash');
      if (found.outcome !== 'begun') throw new Error(found.outcome);
      const append = { taskId: REF.task, event: event('TaskCreated'), expectedSeq: 1, result: {} };
      await requests.appendAndComplete(found.begun, append);
      await requests.begin('create', 'hash');
      await events.appendEvent(REF.task, event('TaskStarted'), 2);
      await events.appendEvent(REF.task, event('TaskProgressed', { idempotencyKey: 'gone' }), 3);
    });
    const lane = await lanes.lane('handle-1', { signal });
    expect(lane).toMatchObject({
      total: 2,
      requests: [
        { key: 'gone', state: 'absent', runs: [{ seq: 3, role: 'run', evidence: 'inferred' }] },
        {
          key: 'create',
          state: 'completed',
          runs: [{ seq: 1, role: 'run', evidence: 'recorded' }],
          replays: [NOW.toISOString()],
        },
      ],
    });
  });

  it('asks for nothing when no event names a request, nor for a key that no record could have', async () => {
    const bare = await opened((events) =>
      events.appendEvent(REF.task, event('TaskCreated'), 1).then(() => undefined),
    );
    expect(await bare.lanes.lane('handle-1', { signal })).toEqual({ total: 0, requests: [] });
    expect(bare.asked).toEqual([]);
    await close();

    const odd = await opened(async (events) => {
      for (const [at, idempotencyKey] of ['', 'é'.repeat(1100), 'k'].entries()) {
        await events.appendEvent(REF.task, event('TaskProgressed', { idempotencyKey }), at + 1);
      }
    });
    expect((await odd.lanes.lane('handle-1', { signal })).requests).toHaveLength(3);
    expect(odd.asked).toEqual([['k']]);
  });

  it('is NotFound once the task is closed', async () => {
    const { lanes } = await opened(() => Promise.resolve());
    await close();
    const error = await lanes.lane('handle-1', { signal }).catch((caught: unknown) => caught);
    expect(hasCode(error, 'NotFound')).toBe(true);
  });
});
