import { expect, it } from 'vitest';
import { AppError } from '#shared/errors/appError.ts';
import { connectDynamo } from '../dynamo/client.ts';
import { createTables } from './tables.ts';

const asDetected = { of: () => Promise.resolve(undefined), choose: () => Promise.resolve() };

/** The tables of a connection on which describing one fails with `error`. */
function failingWith(error: AppError) {
  const asked: string[] = [];
  const nowhere = connectDynamo({ kind: 'endpoint', endpoint: 'http://127.0.0.1:9', region: 'local' });
  const dynamo = {
    ...nowhere,
    listTables: () => Promise.resolve(['a', 'b', 'c']),
    describeTable: (table: string) => {
      asked.push(table);
      return Promise.reject(error);
    },
  };
  const tables = createTables({ use: (_id, work) => work(dynamo), layouts: asDetected });
  const list = () =>
    tables.list('x', { signal: new AbortController().signal, emit: () => Promise.resolve() });
  return { asked, list };
}

it('names each table that cannot be described, with its reason', async () => {
  const { list } = failingWith(new AppError('AccessDenied', { message: 'Not this one.' }));
  expect(await list()).toEqual({
    total: 3,
    failed: ['a', 'b', 'c'].map((table) => ({ table, reason: 'Not this one.' })),
  });
});

it('stops at an outage, which says nothing of the tables and would be met again for each', async () => {
  const outage = new AppError('TimedOut', { message: 'Silent.' });
  const { asked, list } = failingWith(outage);
  await expect(list()).rejects.toBe(outage);
  expect(asked).toEqual(['a']);
});
