import { expect, test } from 'vitest';
import { createRangeCache } from './rangeCache.ts';
import { whenRow } from './whenRow.ts';

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

const numbers = () =>
  createRangeCache<number>((from, to) =>
    Promise.resolve({
      total: 1000,
      version: 1,
      rows: Array.from({ length: Math.min(to, 1000) - from }, (_, at) => from + at),
    }),
  );

test('a row that is not here is fetched, and something done with it once', async () => {
  const rows = numbers();
  const done: number[] = [];
  whenRow(rows, 999, { isWanted: () => true, act: (row) => done.push(row) });
  expect(done).toEqual([]);
  await settled();
  expect(done).toEqual([999]);
  rows.invalidate();
  await settled();
  whenRow(rows, 998, { isWanted: () => true, act: (row) => done.push(row) });
  expect(done).toEqual([999, 998]);
});

test('nothing is done for a reader who has gone on', async () => {
  const done: number[] = [];
  let wanted = true;
  whenRow(numbers(), 500, { isWanted: () => wanted, act: (row) => done.push(row) });
  wanted = false;
  await settled();
  expect(done).toEqual([]);
});

test('a row from before the rows moved is fetched anew, unless it is on screen', async () => {
  let first = 900;
  const rows = createRangeCache<number>(
    (from, to) =>
      Promise.resolve({
        total: 1000 - first,
        version: 1,
        rows: Array.from({ length: Math.min(to, 1000 - first) - from }, (_, at) => first + from + at),
      }),
    { pageSize: 10 },
  );
  rows.ensure(0, 1);
  await settled();
  rows.ensure(90, 100);
  await settled();
  first = 0;
  rows.invalidate();
  const done: number[] = [];
  const act = { isWanted: () => true, act: (row: number) => done.push(row) };
  whenRow(rows, 95, act);
  expect(done).toEqual([995]);
  whenRow(rows, 0, act);
  await settled();
  expect(done).toEqual([995, 0]);
});
