import { expect, it } from 'vitest';
import type { AppClient } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors/appError.ts';
import { layoutNameSchema, type TableDescription } from '#shared/model/layout.ts';
import { firstTaskTable, keyWords, layoutAt } from './selectors.ts';
import { createTablesStore } from './store.ts';

const table = (name: string, layout: TableDescription['layout'] = 'task'): TableDescription => ({
  table: name,
  status: 'ACTIVE',
  items: 1,
  bytes: 1,
  key: { hash: { name: 'PK', type: 'S' }, range: { name: 'SK', type: 'S' } },
  indexes: [],
  detected: layout,
  layout,
});

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

const fakeHost = () => {
  const calls: {
    readonly connection: string;
    readonly tell: (table: TableDescription) => void;
    readonly end: () => void;
    readonly fail: (error: unknown) => void;
  }[] = [];
  const client: Pick<AppClient, 'tables'> = {
    tables: {
      list: ({ connection }, { onItem }) =>
        new Promise((resolve, reject) => {
          const end = (): void => resolve({ total: 1, failed: [] });
          calls.push({ connection, tell: onItem, end, fail: reject });
        }),
      describe: ({ table: name }) =>
        name === 'hidden'
          ? Promise.reject(new AppError('AccessDenied', { message: 'no' }))
          : Promise.resolve(table(name, 'request')),
      chooseLayout: ({ table: name, layout }) =>
        Promise.resolve(table(name, layout === null ? 'task' : layoutNameSchema.parse(layout))),
    },
  };
  return { calls, store: createTablesStore({ client }) };
};

it('shows tables as they are read, by name', async () => {
  const { calls, store } = fakeHost();
  store.getState().open('embedded');
  calls[0]?.tell(table('b', 'other'));
  calls[0]?.tell(table('a'));
  expect(store.getState().tables.map((each) => each.table)).toEqual(['a', 'b']);
  expect(store.getState().reading.phase).toBe('running');
  calls[0]?.end();
  await settle();
  expect(store.getState().reading).toEqual({ phase: 'done', value: [] });
  expect(firstTaskTable(store.getState())).toBe('a');
});

it('keeps the tables on screen while they are read again, and when that fails', async () => {
  const { calls, store } = fakeHost();
  store.getState().open('embedded');
  calls[0]?.tell(table('a'));
  calls[0]?.end();
  await settle();
  store.getState().reload();
  expect(store.getState().tables).toHaveLength(1);
  calls[1]?.fail(new AppError('Unreachable', { message: 'no' }));
  await settle();
  expect(store.getState().tables).toHaveLength(1);
  expect(store.getState().reading.phase).toBe('failed');
});

it('takes nothing from a connection that was left', async () => {
  const { calls, store } = fakeHost();
  store.getState().open('one');
  store.getState().open('two');
  calls[0]?.tell(table('of-one'));
  calls[0]?.end();
  await settle();
  expect(store.getState().tables).toEqual([]);
  expect(calls.map((call) => call.connection)).toEqual(['one', 'two']);
});

it('describes the table it is asked for at once, and keeps it while the others are listed', async () => {
  const { calls, store } = fakeHost();
  store.getState().open('embedded');
  store.getState().lookUp('late');
  store.getState().lookUp('hidden');
  expect(layoutAt(store.getState(), 'late')).toBeUndefined();
  await settle();
  expect(layoutAt(store.getState(), 'late')).toBe('request');
  expect(layoutAt(store.getState(), 'hidden')).toBe('other');
  calls[0]?.tell(table('a'));
  expect(store.getState().tables.map((each) => each.table)).toEqual(['a', 'late']);
  calls[0]?.end();
  await settle();
  expect(store.getState().tables.map((each) => each.table)).toEqual(['a', 'late']);
});

it('reads a table in the layout chosen for it, whatever a listing under way said before', async () => {
  const { calls, store } = fakeHost();
  store.getState().open('embedded');
  calls[0]?.tell(table('a'));
  await store.getState().chooseLayout('a', 'record');
  expect(layoutAt(store.getState(), 'a')).toBe('record');
  calls[0]?.end();
  await settle();
  expect(layoutAt(store.getState(), 'a')).toBe('record');
  await store.getState().chooseLayout('a', undefined);
  expect(layoutAt(store.getState(), 'a')).toBe('task');
});

it('writes a key in words', () => expect(keyWords(table('a'))).toBe('PK (S), SK (S)'));
