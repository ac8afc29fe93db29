import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align, alignInSlices, type Pair, type Run } from './align.ts';
import { STEPS_A_TURN } from './turn.ts';

const pairOf = (a: string, b: string) => ({
  a: a.length,
  b: b.length,
  equal: (i: number, j: number) => a[i] === b[j],
});

const told = (a: string, b: string, runs: readonly Run[]): string =>
  runs
    .map((run) =>
      run.kind === 'same'
        ? a.slice(run.a, run.a + run.length)
        : run.kind === 'left'
          ? `-${a.slice(run.a, run.a + run.length)}-`
          : `+${b.slice(run.b, run.b + run.length)}+`,
    )
    .join('');

/** Entries that the shortest alignment leaves unpaired, by the textbook's table. */
function fewestUnpaired(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      row.push(a[i - 1] === b[j - 1] ? (above[j - 1] ?? 0) : 1 + Math.min(above[j] ?? 0, row[j - 1] ?? 0));
    }
    above = row;
  }
  return above[b.length] ?? 0;
}

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 24 });

function checkCover(a: string, b: string, runs: readonly Run[]): void {
  let [x, y] = [0, 0];
  for (const run of runs) {
    expect([run.a, run.b]).toEqual([x, y]);
    expect(run.length).toBeGreaterThan(0);
    for (let at = 0; run.kind === 'same' && at < run.length; at += 1) expect(a[x + at]).toBe(b[y + at]);
    if (run.kind !== 'right') x += run.length;
    if (run.kind !== 'left') y += run.length;
  }
  expect([x, y]).toEqual([a.length, b.length]);
}

describe('align', () => {
  it('tells an insertion and a removal in the middle as one each', () => {
    expect(told('abcd', 'abxcd', align(pairOf('abcd', 'abxcd')))).toBe('ab+x+cd');
    expect(told('abxcd', 'abcd', align(pairOf('abxcd', 'abcd')))).toBe('ab-x-cd');
    expect(told('', 'ab', align(pairOf('', 'ab')))).toBe('+ab+');
    expect(align(pairOf('', ''))).toEqual([]);
  });

  it('covers both sides in order, pairs equal entries only, and leaves as few unpaired as possible', () => {
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        const runs = align(pairOf(a, b));
        checkCover(a, b, runs);
        const unpaired = runs.reduce((sum, run) => sum + (run.kind === 'same' ? 0 : run.length), 0);
        expect(unpaired).toBe(fewestUnpaired(a, b));
      }),
      { numRuns: 1000 },
    );
  });

  it('covers both sides however small the window is, and says when a shorter way may exist', () => {
    fc.assert(
      fc.property(letters, letters, fc.integer({ min: 1, max: 4 }), (a, b, window) => {
        const slices = alignInSlices(pairOf(a, b), window);
        const { value } = slices.next();
        if (typeof value === 'number') throw new Error('Such short texts need one slice.');
        checkCover(a, b, value.runs);
        const unpaired = value.runs.reduce((sum, run) => sum + (run.kind === 'same' ? 0 : run.length), 0);
        if (value.shortest) expect(unpaired).toBe(fewestUnpaired(a, b));
      }),
      { numRuns: 1000 },
    );
  });

  const long = 1_000_000;
  const alike = (i: number, j: number): boolean => i === j;
  it.each<readonly [string, Pair]>([
    ['that are the same', { a: long, b: long, equal: alike }],
    ['that differ in the middle', { a: long, b: long, equal: (i, j) => i === j && i !== long / 2 }],
    ['that differ at both ends', { a: long, b: long, equal: (i, j) => i === j && i > 0 && i < long - 1 }],
    ['of which one lacks the first entries', { a: long - 300, b: long, equal: (i, j) => i + 300 === j }],
    ['that differ now and then', { a: long, b: long, equal: (i, j) => i === j && i % 1000 !== 7 }],
    ['that have nothing in common', { a: 20_000, b: 20_000, equal: () => false }],
  ])('gives others their turn after so many comparisons, in sequences %s', (_, { a, b, equal }) => {
    let compared = 0;
    const counted = (i: number, j: number): boolean => {
      compared += 1;
      return equal(i, j);
    };
    const slices = alignInSlices({ a, b, equal: counted });
    let [last, most] = [0, 0];
    for (let slice = slices.next(); slice.done !== true; slice = slices.next()) {
      most = Math.max(most, compared);
      expect(slice.value).toBeGreaterThanOrEqual(last);
      expect(slice.value).toBeLessThanOrEqual(a + b);
      last = slice.value;
      compared = 0;
    }
    // Every step compares twice at most: where it goes on, and where it ends.
    expect(Math.max(most, compared)).toBeLessThanOrEqual(2 * STEPS_A_TURN);
  });
});
