import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RowListProgress, TextFilter } from '#shared/contract/rowLists.ts';
import { GATHER_MS } from './rowList.ts';
import { createRowListStore, type RowListClient } from './rowListStore.ts';

const TABLE = { connection: 'embedded', table: 'requests' };
const progress = (version: number, complete = false): RowListProgress => ({
  handle: `h-${version}`,
  version,
  rows: 3,
  complete,
});

/** A host whose rows are the texts of the query; what it was asked. */
const opened = async (query: string) => {
  const asked: string[] = [];
  const tells: ((progress: RowListProgress) => void)[] = [];
  let rows = query.split(' ');
  let version = 1;
  const client: RowListClient<string, TextFilter, string> = {
    open: (input, { onItem }) => {
      rows = input.query.split(' ');
      asked.push(`open ${input.query}`);
      tells.push(onItem);
      return new Promise(() => undefined);
    },
    range: ({ handle, filter, range }) => {
      asked.push(`range ${handle} ${filter.text}`);
      if (rows.length === 0) return Promise.reject(new Error('The rows are gone.'));
      const found = rows.filter((row) => row.includes(filter.text));
      return Promise.resolve({ version, total: found.length, rows: found.slice(range.from, range.to) });
    },
    indexOf: ({ filter, key }) => {
      const index = rows.filter((row) => row.includes(filter.text)).indexOf(key);
      return Promise.resolve({ index: index < 0 ? null : index });
    },
    reload: ({ handle }) => {
      asked.push(`reload ${handle}`);
      return Promise.resolve({});
    },
  };
  const store = createRowListStore({
    client,
    clock: { now: () => Date.now() },
    keyOf: (row: string) => row,
    query,
    filter: { text: '' },
  });
  store.getState().open(TABLE);
  tells[0]?.(progress(1));
  await vi.advanceTimersByTimeAsync(0);
  const write = (texts: string, at = 1): void => {
    rows = texts === '' ? [] : texts.split(' ');
    version = at;
  };
  return { store, asked, tells, write };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('shows rows from the first progress on, and knows when all are read', async () => {
  const { store, tells } = await opened('a-1 a-2 b-1');
  expect(store.getState().rows?.total()).toBe(3);
  expect(store.getState().complete).toBe(false);
  tells[0]?.(progress(1, true));
  expect(store.getState().complete).toBe(true);
});

it('is settled once its rows are of everything that was read, however early it is told that all was', async () => {
  const { store, tells, write, asked } = await opened('b-1');
  const told = { ...progress(1), handle: 'h-1' };
  expect(store.getState().settled).toBe(false);
  tells[0]?.({ ...told, version: 2 });
  await vi.advanceTimersByTimeAsync(GATHER_MS);
  write('a-1 b-1', 3);
  asked.length = 0;
  tells[0]?.({ ...told, version: 3, complete: true });
  expect(store.getState()).toMatchObject({ complete: true, settled: false });
  expect(store.getState().rows?.at(0)).toBe('b-1');
  // Nothing is gathered any more.
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual(['range h-1 ']);
  expect(store.getState().settled).toBe(true);
  expect(store.getState().rows?.at(0)).toBe('a-1');

  // A change of the table later is no reading.
  tells[0]?.({ ...told, version: 4, complete: true });
  expect(store.getState().settled).toBe(true);

  tells[0]?.({ ...told, version: 5 });
  expect(store.getState().settled).toBe(false);
  tells[0]?.({ ...told, version: 6, complete: true });
  await vi.advanceTimersByTimeAsync(GATHER_MS);
  expect(store.getState().settled).toBe(false);
  write('a-1', 6);
  store.getState().narrow({ text: 'a' });
  await vi.advanceTimersByTimeAsync(0);
  expect(store.getState().settled).toBe(true);

  store.getState().reopen();
  expect(store.getState().settled).toBe(false);
});

it('is settled, too, where the rows cannot be had', async () => {
  const { store, tells, write } = await opened('a-1');
  write('', 2);
  tells[0]?.({ ...progress(2, true), handle: 'h-1' });
  await vi.advanceTimersByTimeAsync(0);
  expect(store.getState().rows?.error()).toBeDefined();
  expect(store.getState().settled).toBe(true);
});

it('asks another question by reading anew, and keeps filter and selection', async () => {
  const { store, asked, tells } = await opened('a-1 a-2');
  store.getState().select('b-2');
  store.getState().narrow({ text: 'b' });
  store.getState().ask('a-1 b-1 b-2');
  expect(asked.at(-1)).toBe('open a-1 b-1 b-2');
  expect(store.getState().complete).toBe(false);
  tells[1]?.(progress(2));
  await vi.advanceTimersByTimeAsync(0);
  expect(store.getState().rows?.at(0)).toBe('b-1');
  expect(store.getState().selected).toEqual({ key: 'b-2', index: 1 });
});

it('asks for its rows again, once, when they have changed, and has them read again on request', async () => {
  const { store, asked, tells } = await opened('a-1');
  asked.length = 0;
  tells[0]?.(progress(2));
  tells[0]?.(progress(3));
  await vi.advanceTimersByTimeAsync(GATHER_MS);
  expect(asked).toEqual(['range h-1 ']);
  await store.getState().reload();
  expect(asked.at(-1)).toBe('reload h-3');
});

it('finds the first hit and the neighbours', async () => {
  const { store } = await opened('a-1 b-1 b-2');
  store.getState().narrow({ text: 'b' });
  expect(await store.getState().first()).toEqual({ key: 'b-1', index: 0 });
  await vi.advanceTimersByTimeAsync(0);
  store.getState().select('b-1', 0);
  expect(await store.getState().neighbour(1)).toEqual({ key: 'b-2', index: 1 });
});

it('steps to the row that is there now, not to one from before the rows moved that nobody looks at', async () => {
  const names = Array.from({ length: 250 }, (_, index) => `a-${index}`).join(' ');
  const { store, tells, write } = await opened(names);
  store.getState().rows?.ensure(240, 250);
  await vi.advanceTimersByTimeAsync(0);
  write(`first ${names}`);
  tells[0]?.(progress(2));
  await vi.advanceTimersByTimeAsync(GATHER_MS);
  store.getState().select('a-249', 250);
  expect(await store.getState().neighbour(-250)).toEqual({ key: 'first', index: 0 });
  expect(await store.getState().neighbour(-1)).toEqual({ key: 'a-248', index: 249 });
});
