import { expect, test } from 'vitest';
import type { AppClient } from '#shared/contract/index.ts';
import type { TableDescription } from '#shared/model/layout.ts';
import { done, failed, IDLE, RUNNING } from '../../ui/asyncState.ts';
import { hasRead, isMissing } from './selectors.ts';
import { createTablesStore } from './store.ts';

const unused = (): never => {
  throw new Error('Nothing is asked.');
};
const client: Pick<AppClient, 'tables'> = {
  tables: { list: unused, describe: unused, chooseLayout: unused },
};

test('a table is missing once all are listed, and neither it nor why it could not be described is among them', () => {
  const state = createTablesStore({ client }).getState();
  const isMissingWhen = (reading: typeof state.reading): boolean =>
    isMissing({ ...state, reading }, 'orders');
  expect(isMissingWhen(done([]))).toBe(true);
  expect(isMissingWhen(done([{ table: 'orders', reason: 'not allowed' }]))).toBe(false);
  expect([IDLE, RUNNING, failed(new Error('offline'))].map(isMissingWhen)).toEqual([false, false, false]);
  expect(isMissing({ ...state, reading: done([]) }, undefined)).toBe(false);
});

test('something was read of a connection once one of its tables is known, and stays so when it fails', () => {
  const state = { ...createTablesStore({ client }).getState(), connection: 'c' };
  const key: TableDescription['key'] = { hash: { name: 'PK', type: 'S' } };
  const sizes = { status: 'ACTIVE', items: 0, bytes: 0, indexes: [] };
  const tables: TableDescription[] = [{ table: 'orders', key, ...sizes, layout: 'other', detected: 'other' }];
  const gone = failed(new Error('offline'));
  expect([IDLE, RUNNING, gone, done([])].map((reading) => hasRead({ ...state, reading }, 'c'))).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(hasRead({ ...state, tables, reading: gone }, 'c')).toBe(true);
  expect(hasRead({ ...state, reading: done([{ table: 'orders', reason: 'not allowed' }]) }, 'c')).toBe(true);
  expect(hasRead({ ...state, tables, reading: gone }, 'other')).toBe(false);
});
