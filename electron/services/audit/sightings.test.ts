import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSightings } from './sightings.ts';

/** Some lie in one table, at one place and in a row; others anywhere. */
const keys = fc.oneof(
  fc.nat({ max: 40 }),
  fc.nat({ max: 40 }).map((key) => key * 2 ** 32 + 7),
  fc.maxSafeNat().map((key) => Math.min(key, 2 ** 53 - 2)),
);

it('knows where every key was seen first, and how often', () => {
  fc.assert(
    fc.property(fc.array(keys, { size: 'large' }), keys, (seen, other) => {
      const sightings = createSightings();
      seen.forEach((key, position) => sightings.add(key, position));
      for (const key of [...seen, other]) {
        const first = seen.indexOf(key);
        expect(sightings.first(key)).toBe(first < 0 ? Infinity : first);
        expect(sightings.count(key)).toBe(seen.filter((each) => each === key).length);
      }
    }),
  );
});
