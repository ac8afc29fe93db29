import { afterEach, describe, expect, it } from 'vitest';
import type { ReplayProgress } from '#shared/contract/replay.ts';
import type { NewTaskEvent } from '#shared/model/taskEvent.ts';
import { AppError, hasCode } from '#shared/errors/appError.ts';
import { createInlineReplayHost } from '../replay/replayHost.ts';
import { memoryTaskEventStore } from '../stores/taskEvents/memoryTaskEventStore.ts';
import { createOpenTasks } from './openTasks.ts';
import { createTaskChanges } from './taskChanges.ts';
import type { WithReads } from './withStore.ts';

const REF = { connection: 'embedded', table: 'tasks', task: 'ord-1' };
const event = (type: string): NewTaskEvent => ({ type, at: '2026-11-01T09:00:00.000Z' });

/** A store with so many events of the task. */
async function storeOf(events: number) {
  const store = memoryTaskEventStore();
  await store.createTask('ord-1', event('TaskCreated'), { status: { S: 'pending' } });
  for (let seq = 2; seq <= events; seq += 1) await store.appendEvent('ord-1', event('TaskProgressed'), seq);
  return store;
}

/** An opened task on a memory store; `until` waits for the progress that a window would be told. */
async function opened(withStore: (store: ReturnType<typeof memoryTaskEventStore>) => WithReads, pace = 5) {
  const store = await storeOf(1);
  const changes = createTaskChanges();
  const replayHost = createInlineReplayHost();
  const tasks = createOpenTasks({
    replayHost,
    withStore: withStore(store),
    changes,
    pollEvery: () => Promise.resolve(pace),
    newId: () => 'handle-1',
  });
  const told: ReplayProgress[] = [];
  const waiting: { accept: (progress: ReplayProgress) => boolean; done: () => void }[] = [];
  const closing = new AbortController();
  const over = tasks.open(REF, {
    signal: closing.signal,
    emit: (progress) => {
      told.push(progress);
      for (const each of waiting) if (each.accept(progress)) each.done();
      return Promise.resolve();
    },
  });
  const until = (accept: (progress: ReplayProgress) => boolean): Promise<void> =>
    told.some(accept)
      ? Promise.resolve()
      : new Promise((done) => {
          waiting.push({ accept, done });
        });
  const close = async (): Promise<void> => {
    closing.abort();
    await over;
    await replayHost.close();
  };
  const ring = (): void => changes.emit(REF);
  return { store, tasks, told, until, over, close, ring };
}

let close = (): Promise<void> => Promise.resolve();
afterEach(() => close());

describe('an opened task', () => {
  it('is read, then followed as its stream and its projection change', async () => {
    const task = await opened((store) => (_, work) => work(store));
    close = task.close;
    await task.until(({ phase, lastSeq }) => phase === 'ready' && lastSeq === 1);
    await task.store.appendEvent('ord-1', event('TaskStarted'), 2);
    await task.until(({ lastSeq }) => lastSeq === 2);
    expect((await task.tasks.session('handle-1').summary()).drift?.class).toBe('lagging');
    const { version } = await task.tasks.session('handle-1').progress();
    await task.store.updateTaskStatus('ord-1', 'running', 'pending');
    await task.until((progress) => progress.version > version);
    const summary = await task.tasks.session('handle-1').summary();
    expect(summary).toMatchObject({ lastSeq: 2, drift: null, stored: { status: { S: 'running' } } });
  });

  it('outlives an outage, and then tells what came meanwhile', async () => {
    let down = false;
    const task = await opened((store) => (_, work) => {
      if (down) return Promise.reject(new AppError('Unreachable', { message: 'No answer.' }));
      return work(store);
    });
    close = task.close;
    await task.until(({ phase }) => phase === 'ready');
    down = true;
    await task.store.appendEvent('ord-1', event('TaskStarted'), 2);
    down = false;
    await task.until(({ lastSeq }) => lastSeq === 2);
    expect(task.told.at(-1)?.events).toBe(2);
  });

  it.each([40, 44])(
    'is whole after an outage in reading it anew, if it has %i events by then',
    async (last) => {
      const [longer, shorter] = [await storeOf(40), await storeOf(38)];
      let isRestored = false;
      let isDown = false;
      let cut = (): void => undefined;
      const task = await opened(() => (_, work) => {
        const now = isRestored ? shorter : longer;
        return work({
          ...now,
          readTask: async (taskId, options) => {
            if (!isDown) return now.readTask(taskId, options);
            cut();
            throw new AppError('Unreachable', { message: 'No answer.' });
          },
        });
      });
      close = task.close;
      await task.until(({ phase, lastSeq }) => phase === 'ready' && lastSeq === 40);
      const session = task.tasks.session('handle-1');
      const { version } = await session.progress();
      isDown = true;
      isRestored = true;
      await new Promise<void>((done) => {
        cut = done;
      });
      for (let seq = 39; seq <= last; seq += 1)
        await shorter.appendEvent('ord-1', event('TaskProgressed'), seq);
      isDown = false;
      await task.until((told) => told.version > version && told.phase === 'ready' && told.lastSeq === last);
      expect(await session.progress()).toMatchObject({ complete: true, events: last, lastSeq: last });
    },
  );

  it.each([
    ['with every look', { pace: 4999, endsInOrder: true, times: 24 }],
    ['with every twelfth look where reading is paid for', { pace: 5000, endsInOrder: true, times: 2 }],
    ['never where that is reading everything', { pace: 4999, endsInOrder: false, times: 0 }],
  ])('has its last events read again %s', async (_, { pace, endsInOrder, times }) => {
    let read = 0;
    let looked = (): void => undefined;
    const task = await opened(
      (store) => async (_ref, work) => {
        let end = (): void => undefined;
        const done = await work({
          ...store,
          readHead: (...args) => {
            end = looked;
            return store.readHead(...args);
          },
          endsInOrder: () => endsInOrder,
          readEventsAfter: (...args) => {
            read += 1;
            return store.readEventsAfter(...args);
          },
        });
        end();
        return done;
      },
      pace,
    );
    close = task.close;
    await task.until(({ phase }) => phase === 'ready');
    for (let looks = 0; looks < 24; looks += 1) {
      const over = new Promise<void>((done) => {
        looked = done;
      });
      task.ring();
      await over;
    }
    expect(read).toBe(times);
  });

  it('ends with what is no outage', async () => {
    let denied = false;
    const task = await opened((store) => (_, work) => {
      if (denied) return Promise.reject(new AppError('AccessDenied', { message: 'No.' }));
      return work(store);
    });
    close = () => Promise.resolve();
    await task.until(({ phase }) => phase === 'ready');
    denied = true;
    await expect(task.over).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  it('is gone once it is closed', async () => {
    const task = await opened((store) => (_, work) => work(store));
    close = () => Promise.resolve();
    await task.until(({ phase }) => phase === 'ready');
    await task.close();
    expect(() => task.tasks.session('handle-1')).toThrow(
      expect.toSatisfy((error: unknown) => hasCode(error, 'NotFound')),
    );
  });
});
