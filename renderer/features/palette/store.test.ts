import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppClient } from '#shared/contract/index.ts';
import { taskRow } from '../../ui/list/taskRow.fixture.ts';
import { COMING_MS, createPaletteStore, FIND_LIMIT, TYPING_MS } from './store.ts';

/** A palette over a host with `tasks`, which may become more, and the texts that the host was asked for. */
const setUp = (tasks: string[]) => {
  const asked: string[] = [];
  let answers = (): Promise<void> => Promise.resolve();
  const find: AppClient['tasks']['find'] = async ({ handle, text, limit }) => {
    asked.push(`${handle} ${text}`);
    const found = tasks.filter((task) => task.includes(text)).slice(0, limit);
    await answers();
    return found.map(taskRow);
  };
  const unused = (): never => {
    throw new Error('The palette only looks for tasks.');
  };
  const store = createPaletteStore({
    client: {
      tasks: { find, open: unused, range: unused, indexOf: unused, overview: unused, reload: unused },
    },
  });
  const shown = (): readonly string[] | string => {
    const { found } = store.getState();
    return found.phase === 'done' ? found.value.map(({ task }) => task) : found.phase;
  };
  return { store, asked, shown, tasks, answerWith: (next: () => Promise<void>) => (answers = next) };
};

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());
const typing = () => vi.advanceTimersByTimeAsync(TYPING_MS);
const coming = () => vi.advanceTimersByTimeAsync(COMING_MS);

describe('typing', () => {
  it('asks once the typing rests', async () => {
    const { store, asked, shown } = setUp(['order-1', 'order-2']);
    store.getState().show();
    store.getState().lookIn({ handle: 'h', version: 1 });
    for (const text of ['o', 'or', 'order-2']) store.getState().type(text);
    expect(shown()).toBe('running');
    await typing();
    expect(asked).toEqual(['h order-2']);
    expect(shown()).toEqual(['order-2']);
  });

  it('asks nothing without a text or a listed table', async () => {
    const { store, asked, shown } = setUp(['order-1']);
    store.getState().show();
    store.getState().type('order');
    await typing();
    store.getState().lookIn({ handle: 'h', version: 1 });
    store.getState().type('  ');
    await typing();
    expect(asked).toEqual([]);
    expect(shown()).toBe('idle');
  });
});

describe('while the table is read', () => {
  it('asks anew for what has come, keeping what was found until the answer', async () => {
    const { store, asked, shown, tasks } = setUp(['order-1']);
    store.getState().show();
    store.getState().lookIn({ handle: 'h', version: 1 });
    store.getState().type('order-2');
    await typing();
    expect(shown()).toEqual([]);
    tasks.push('order-2');
    for (const version of [2, 3, 4]) store.getState().lookIn({ handle: 'h', version });
    expect(shown()).toEqual([]);
    await coming();
    expect(shown()).toEqual(['order-2']);
    expect(asked).toEqual(['h order-2', 'h order-2']);
    await coming();
    expect(asked).toHaveLength(2);
  });

  it('asks anew for what comes during an answer', async () => {
    const { store, shown, tasks, answerWith } = setUp([]);
    store.getState().show();
    store.getState().lookIn({ handle: 'h', version: 1 });
    store.getState().type('order');
    let answer = (): void => undefined;
    answerWith(() => new Promise((resolve) => (answer = resolve)));
    await typing();
    tasks.push('order-9');
    store.getState().lookIn({ handle: 'h', version: 2 });
    answer();
    await vi.advanceTimersByTimeAsync(0);
    expect(shown()).toEqual([]);
    answerWith(() => Promise.resolve());
    await coming();
    expect(shown()).toEqual(['order-9']);
  });

  it('asks no more once as many as are shown are found', async () => {
    const { store, asked } = setUp(Array.from({ length: FIND_LIMIT }, (_, index) => `order-${index}`));
    store.getState().show();
    store.getState().lookIn({ handle: 'h', version: 1 });
    store.getState().type('order');
    await typing();
    store.getState().lookIn({ handle: 'h', version: 2 });
    await coming();
    expect(asked).toHaveLength(1);
  });

  it('looks in a table that is listed only after the typing, and in another one from the beginning', async () => {
    const { store, asked, shown } = setUp(['order-1']);
    store.getState().show();
    store.getState().type('order');
    store.getState().lookIn({ handle: 'h', version: 1 });
    await typing();
    expect(shown()).toEqual(['order-1']);
    store.getState().lookIn({ handle: 'other', version: 1 });
    expect(shown()).toBe('running');
    await typing();
    expect(asked).toEqual(['h order', 'other order']);
  });

  it('asks nothing once it is closed', async () => {
    const { store, asked } = setUp(['order-1']);
    store.getState().show();
    store.getState().lookIn({ handle: 'h', version: 1 });
    store.getState().type('order');
    await typing();
    store.getState().lookIn({ handle: 'h', version: 2 });
    store.getState().hide();
    await coming();
    // Shown again, it does not know yet which table is listed by now.
    store.getState().show();
    store.getState().type('order');
    await typing();
    expect(asked).toHaveLength(1);
  });
});
