import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringOf } from '#shared/model/attributeValue.ts';
import { keyRanges } from './wideRanges.ts';

const KEY = { partition: { name: 'pk', type: 'S' }, sort: { name: 'sk', type: 'S' } } as const;

const sortKey = (seq: number): string => `E#${String(seq).padStart(2, '0')}`;

const keysOf = (seq: number) => [{ pk: { S: 'a' }, sk: { S: sortKey(seq) } }];

describe('ranges of keys', () => {
  it('hold every number from the first to the last, one range for each length of keys', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30_000 }), fc.integer({ min: 0, max: 30_000 }), (first, more) => {
        const last = first + more;
        const ranges = keyRanges(keysOf, KEY, first, last) ?? [];
        const within = (text: string): number =>
          ranges.filter(({ values }) => {
            const [low, high] = [stringOf(values, ':low') ?? '', stringOf(values, ':high') ?? ''];
            return low <= text && text <= high;
          }).length;
        const some = [first, last, first + Math.floor(more / 2), 99, 100, 999, 1000, 9999, 10_000];
        for (const seq of some) {
          if (seq >= first && seq <= last) expect(within(sortKey(seq))).toBeGreaterThan(0);
        }
        expect(ranges.length).toBe(sortKey(last).length - sortKey(first).length + 1);
      }),
    );
  });

  it('are none where keys are numbers, or do not follow from numbers', () => {
    const numeric = { name: 'sk', type: 'N' } as const;
    expect(keyRanges(keysOf, { ...KEY, sort: numeric }, 1, 9)).toBeUndefined();
    expect(keyRanges(() => undefined, KEY, 1, 9)).toBeUndefined();
  });
});
