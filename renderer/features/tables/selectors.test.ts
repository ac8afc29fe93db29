import { expect, test } from 'vitest';
import type { AppClient } from '#shared/contract/index.ts';
import { done, failed, IDLE, RUNNING } from '../../ui/asyncState.ts';
import { isMissing } from './selectors.ts';
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
