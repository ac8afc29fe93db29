import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppClient } from '#shared/contract/index.ts';
import type { TaskListProgress } from '#shared/contract/tasks.ts';
import { AppError } from '#shared/errors/appError.ts';
import type { Clock } from '../../ui/time/clock.ts';
import { GATHER_MS } from '../../ui/list/rowList.ts';
import { taskRow } from '../../ui/list/taskRow.fixture.ts';
import { AGES_MS, createTasksStore } from './store.ts';

const progress = (version: number, phase: TaskListProgress['phase'] = 'reading'): TaskListProgress => ({
  handle: 'h1',
  phase,
  version,
  tasks: version,
  items: version * 10,
  units: version,
});

/** A host with `tasks` in its table; what it is told to say, and what it was asked. */
const fakeHost = (tasks: string[]) => {
  const lines: { tell: (progress: TaskListProgress) => void; fail: (error: unknown) => void }[] = [];
  const asked: string[] = [];
  const matching = (text: string): string[] => tasks.filter((task) => task.includes(text));
  const client: Pick<AppClient, 'tasks'> = {
    tasks: {
      open: (_input, { onItem, signal }) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => asked.push('closed'));
          lines.push({ tell: onItem, fail: reject });
        }),
      range: ({ filter, range }) => {
        asked.push(`range ${filter.text ?? ''}`);
        const found = matching(filter.text ?? '');
        return Promise.resolve({
          version: 1,
          total: found.length,
          rows: found.slice(range.from, range.to).map(taskRow),
        });
      },
      indexOf: ({ filter, task }) => {
        const index = matching(filter.text ?? '').indexOf(task);
        return Promise.resolve({ index: index < 0 ? null : index });
      },
      overview: () => {
        asked.push('overview');
        return Promise.resolve({
          total: tasks.length,
          byStatus: [],
          withErrors: 0,
          withWarnings: 0,
          drifting: 0,
          oldestOpen: null,
          openByAge: [],
        });
      },
      find: () => Promise.resolve([]),
      reload: () => Promise.resolve({}),
    },
  };
  return { client, lines, asked };
};

const TABLE = { connection: 'embedded', table: 'tasks' };
const clock: Pick<Clock, 'now' | 'subscribe'> = {
  now: () => Date.now(),
  subscribe: (listener) => {
    const timer = setInterval(listener, 1000);
    return () => clearInterval(timer);
  },
};
const opened = async (tasks: string[]) => {
  const host = fakeHost(tasks);
  const store = createTasksStore({ client: host.client, clock });
  store.getState().open(TABLE);
  host.lines[0]?.tell(progress(1));
  await vi.advanceTimersByTimeAsync(0);
  return { ...host, store };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the tasks store', () => {
  it('shows rows and counts from the first sign of progress on', async () => {
    const { store } = await opened(['a-1', 'a-2']);
    expect(store.getState().rows?.total()).toBe(2);
    expect(store.getState().overview?.total).toBe(2);
  });

  it('gathers changes before it asks again, and keeps the rows it has meanwhile', async () => {
    const { store, lines, asked } = await opened(['a-1']);
    const before = asked.length;
    for (let version = 2; version < 10; version += 1) lines[0]?.tell(progress(version));
    expect(store.getState().rows?.at(0)?.task).toBe('a-1');
    expect(asked).toHaveLength(before);
    await vi.advanceTimersByTimeAsync(GATHER_MS);
    expect(asked.slice(before)).toEqual(['range ', 'overview']);
  });

  it('asks for the counts by age again while nothing changes, until the table is left', async () => {
    const { store, asked } = await opened(['a-1']);
    const counts = (): number => asked.filter((each) => each === 'overview').length;
    await vi.advanceTimersByTimeAsync(AGES_MS * 2);
    expect(counts()).toBe(3);
    store.getState().open(undefined);
    await vi.advanceTimersByTimeAsync(AGES_MS * 2);
    expect(counts()).toBe(3);
  });

  it('marks two tasks at most, in their order, until another table is shown', async () => {
    const { store } = await opened(['a-1']);
    const { mark, unmarkAll, reopen, open } = store.getState();
    const marked = (): readonly string[] => store.getState().marked;
    for (const task of ['a', 'b', 'c']) mark(task);
    expect(marked()).toEqual(['b', 'c']);
    mark('b');
    expect(marked()).toEqual(['c']);
    reopen();
    expect(marked()).toEqual(['c']);
    open({ connection: 'c', table: 'other' });
    expect(marked()).toEqual([]);
    mark('a');
    unmarkAll();
    expect(marked()).toEqual([]);
  });

  it('keeps the old rows until those of a new filter are there', async () => {
    const { store } = await opened(['a-1', 'b-1']);
    const old = store.getState().rows;
    store.getState().narrow({ text: 'b' });
    expect(store.getState().rows).toBe(old);
    await vi.advanceTimersByTimeAsync(0);
    expect(store.getState().rows?.at(0)?.task).toBe('b-1');
  });

  it('finds where the selected task stands, also after the filter moved it', async () => {
    const { store } = await opened(['a-1', 'b-1', 'b-2']);
    store.getState().select('b-2');
    await vi.advanceTimersByTimeAsync(0);
    expect(store.getState().selected).toEqual({ key: 'b-2', index: 2 });
    store.getState().narrow({ text: 'b' });
    await vi.advanceTimersByTimeAsync(0);
    expect(store.getState().selected).toEqual({ key: 'b-2', index: 1 });
    store.getState().narrow({ text: 'a' });
    await vi.advanceTimersByTimeAsync(0);
    expect(store.getState().selected).toEqual({ key: 'b-2', index: undefined });
  });

  it('steps to neighbours and stops at the ends', async () => {
    const { store } = await opened(['a-1', 'a-2']);
    const { neighbour, select } = store.getState();
    expect(await neighbour(1)).toEqual({ key: 'a-1', index: 0 });
    select('a-2', 1);
    expect(await neighbour(1)).toEqual({ key: 'a-2', index: 1 });
    expect(await neighbour(-1)).toEqual({ key: 'a-1', index: 0 });
  });

  it('closes the table that it leaves, and opens it anew after a loss', async () => {
    const { store, lines, asked } = await opened(['a-1']);
    lines[0]?.fail(new AppError('Disconnected', { message: 'gone' }));
    await vi.advanceTimersByTimeAsync(0);
    expect(store.getState().reading.phase).toBe('failed');
    expect(store.getState().rows?.total()).toBe(1);
    store.getState().reopen();
    lines[1]?.tell(progress(1));
    await vi.advanceTimersByTimeAsync(0);
    expect(store.getState().reading.phase).toBe('running');
    store.getState().open(undefined);
    expect(asked.at(-1)).toBe('closed');
    expect(store.getState().rows).toBeUndefined();
  });
});
