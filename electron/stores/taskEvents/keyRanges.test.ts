import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AttributeValue } from '#shared/model/attributeValue.ts';
import { cutKeys, rangesOf } from './keyRanges.ts';
import { eventKey } from './keys.ts';

it('cuts the keys of a task into ranges of about one size, whatever its length', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 12 }), (last, parts) => {
      const cuts = cutKeys(last, parts);
      expect([...cuts].sort()).toEqual(cuts);
      const sizes = Array.from({ length: cuts.length + 1 }, () => 0);
      for (let seq = 1; seq <= last; seq += 1) {
        const key = eventKey(seq);
        const range = cuts.findIndex((cut) => key < cut);
        const place = range < 0 ? cuts.length : range;
        sizes[place] = (sizes[place] ?? 0) + 1;
      }
      if (last > 0 && parts > 0) expect(Math.max(...sizes)).toBeLessThanOrEqual(last / parts + 12);
    }),
    { numRuns: 60 },
  );
});

it('cuts a task of a million events evenly', () => {
  const cuts = cutKeys(1_000_000, 500);
  expect(cuts.length).toBeGreaterThan(490);
  expect(cuts[0]).toMatch(/^EVENT#\d{4}$/);
});

it('reads every event of sparse and huge numbers, in a bounded number of queries', () => {
  const number = fc.oneof(fc.integer({ min: 1, max: 20_000 }), fc.maxSafeInteger().map(Math.abs));
  const some = fc
    .oneof(number, fc.constantFrom(1e8, 1e8 + 1, 1e9, 1_700_000_000_000))
    .filter((seq) => seq > 0);
  fc.assert(
    fc.property(fc.array(some, { minLength: 1 }), fc.constantFrom(2000, 20_000), (seqs, size) => {
      const ranges = rangesOf('a', Math.max(...seqs), size);
      expect(ranges.length).toBeLessThanOrEqual(512);
      const bound = (value: AttributeValue | undefined): string | undefined =>
        value !== undefined && 'S' in value ? value.S : undefined;
      for (const key of ['META', ...seqs.map(eventKey)]) {
        const within = ranges.filter(({ values }) => {
          const [low, high] = [bound(values?.[':low']), bound(values?.[':high'])];
          return (low === undefined || key >= low) && (high === undefined || key <= high);
        });
        // Twice only on a cut.
        const isCut = ranges.some(({ values }) => bound(values?.[':high']) === key);
        expect(within).toHaveLength(isCut ? 2 : 1);
      }
    }),
  );
});
