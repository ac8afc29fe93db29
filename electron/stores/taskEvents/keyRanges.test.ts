import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutKeys } from './keyRanges.ts';
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
