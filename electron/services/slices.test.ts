import fc from 'fast-check';
import { expect, it } from 'vitest';
import { filterInSlices, sortInSlices } from './slices.ts';

const pair = fc.record({ key: fc.nat({ max: 20 }), id: fc.nat() });
const byKey = (a: { readonly key: number }, b: { readonly key: number }): number => a.key - b.key;

it('sorts as the engine does, rows that compare as equal in their order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(pair, { maxLength: 4000, size: 'max' }), async (rows) => {
      expect(await sortInSlices(rows, byKey)).toEqual([...rows].sort(byKey));
    }),
    { numRuns: 20 },
  );
});

it('filters as the engine does', async () => {
  const rows = Array.from({ length: 3000 }, (_, index) => index);
  expect(await filterInSlices(rows, (row) => row % 3 === 0)).toEqual(rows.filter((row) => row % 3 === 0));
});

it('lets others have their turn in the middle of many rows', async () => {
  const rows = Array.from({ length: 200_000 }, (_, index) => ({ key: (index * 7919) % 200_000, id: index }));
  let turns = 0;
  let over = false;
  const count = (): void => {
    turns += 1;
    if (!over) setImmediate(count);
  };
  setImmediate(count);
  await sortInSlices(rows, byKey);
  over = true;
  expect(turns).toBeGreaterThan(1);
});
