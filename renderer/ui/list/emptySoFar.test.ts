import { expect, test } from 'vitest';
import { isEmptySoFar } from './emptySoFar.ts';
import { createRangeCache } from './rangeCache.ts';

const cacheOf = async (total: number, version: number) => {
  const rows = createRangeCache(() => Promise.resolve({ total, version, rows: [] }));
  const came = new Promise<void>((resolve) => rows.subscribe(resolve));
  rows.ensure(0, 10);
  await came;
  return rows;
};

test('rows that were asked for before there were any say nothing of what has been read since', async () => {
  const early = await cacheOf(0, 1);
  expect(isEmptySoFar(early, { busy: true, version: 1 })).toBe(true);
  expect(isEmptySoFar(early, { busy: false, version: 2 })).toBe(true);
  expect(isEmptySoFar(early, { busy: false, version: 1 })).toBe(false);
});

test('a list with rows is not empty, however old they are, and one that nothing is known of is not either', async () => {
  expect(isEmptySoFar(await cacheOf(3, 1), { busy: true, version: 2 })).toBe(false);
  const unasked = createRangeCache(() => Promise.resolve({ total: 0, version: 0, rows: [] }));
  expect(isEmptySoFar(unasked, { busy: true, version: undefined })).toBe(false);
});
