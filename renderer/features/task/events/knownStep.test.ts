import { describe, expect, test } from 'vitest';
import { createRangeCache, type RangeCache } from '../../../ui/list/rangeCache.ts';
import { knownStep, type TaskNow } from './knownStep.ts';

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

/** Rows of version 1, two to a page; pages from `from` to `to` are here. */
async function rowsOf(seqs: readonly number[], from = 0, to = seqs.length): Promise<RangeCache<number>> {
  const rows = createRangeCache<number>(
    (start, end) => Promise.resolve({ total: seqs.length, version: 1, rows: seqs.slice(start, end) }),
    { pageSize: 2 },
  );
  rows.ensure(from, to);
  await settled();
  return rows;
}

/** Steps from event `selected`, which was told to stand in row `index`. */
const step = (
  rows: RangeCache<number>,
  { selected, index, by, ...more }: { selected: number; index: number | null; by: number } & Partial<TaskNow>,
): number | undefined =>
  knownStep(
    { rows, place: { seq: selected, index, exact: index !== null }, seqOf: (seq) => seq },
    { selected, complete: true, version: 1, ...more },
    by,
  );

describe('a step is known', () => {
  test('where the rows of both events are here', async () => {
    const rows = await rowsOf([10, 20, 30, 40, 50]);
    expect(step(rows, { selected: 20, index: 1, by: 1 })).toBe(30);
    expect(step(rows, { selected: 50, index: 4, by: -4 })).toBe(10);
  });

  test('by the event that a row stands for', async () => {
    const rows = await rowsOf([1, 2, 3]);
    const place = { seq: 20, index: 1, exact: true };
    const now = { selected: 20, complete: true, version: 1 };
    expect(knownStep({ rows, place, seqOf: (row) => row * 10 }, now, 1)).toBe(30);
  });
});

describe('a step is not known', () => {
  test('while events are read, or the list is of another moment than the task', async () => {
    const rows = await rowsOf([10, 20, 30]);
    expect(step(rows, { selected: 10, index: 0, by: 1, complete: false })).toBeUndefined();
    expect(step(rows, { selected: 10, index: 0, by: 1, version: 2 })).toBeUndefined();
    expect(step(rows, { selected: 10, index: 0, by: 1, version: undefined })).toBeUndefined();
  });

  test('where another event stands in the place, or there is none', async () => {
    const rows = await rowsOf([10, 20, 30]);
    expect(step(rows, { selected: 10, index: 1, by: 1 })).toBeUndefined();
    expect(step(rows, { selected: 10, index: null, by: 1 })).toBeUndefined();
    const now = { selected: 10, complete: true, version: 1 };
    expect(knownStep({ rows, place: undefined, seqOf: (seq) => seq }, now, 1)).toBeUndefined();
  });

  test('beyond the ends, and where rows are still to come', async () => {
    const rows = await rowsOf([10, 20, 30, 40], 0, 2);
    expect(step(rows, { selected: 10, index: 0, by: -1 })).toBeUndefined();
    expect(step(rows, { selected: 10, index: 0, by: 4 })).toBeUndefined();
    expect(step(rows, { selected: 20, index: 1, by: 1 })).toBeUndefined();
  });

  test('to the other row of an event that came twice', async () => {
    const rows = await rowsOf([10, 20, 20, 30]);
    expect(step(rows, { selected: 20, index: 1, by: 1 })).toBeUndefined();
    expect(step(rows, { selected: 20, index: 1, by: 2 })).toBe(30);
  });

  test('to a row of an older list that nobody looks at', async () => {
    const rows = await rowsOf([10, 20, 30, 40]);
    rows.ensure(0, 2);
    rows.invalidate();
    await settled();
    expect(rows.at(2)).toBe(30);
    expect(step(rows, { selected: 20, index: 1, by: 1 })).toBeUndefined();
  });
});
