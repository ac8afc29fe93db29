import { eachInSlices } from '../slices.ts';
import type { LearntKeys } from './learntKeys.ts';

/** How many findings of each of two runs have a key that the other run has too. */
export interface SharedKeys {
  readonly here: number;
  readonly there: number;
  /** Takes what both have learnt since. Nobody may learn meanwhile, nor call this a second time. */
  readonly follow: () => Promise<void>;
}

/** Nothing followed as yet of two runs. */
export function createSharedKeys(here: LearntKeys, there: LearntKeys): SharedKeys {
  const shared = { here: 0, there: 0 };
  const seen = { here: 0, there: 0 };

  const followOne = async (
    [side, own]: readonly ['here' | 'there', LearntKeys],
    [otherSide, other]: readonly ['here' | 'there', LearntKeys],
    before: Readonly<Record<'here' | 'there', number>>,
  ): Promise<void> =>
    eachInSlices({ from: before[side], to: own.length }, (position) => {
      const key = own.keyAt(position);
      if (key === undefined) return;
      if (other.first(key) < before[otherSide]) shared[side] += 1;
      // The first of its key: now all that the other one has of it, old and new, are shared.
      if (own.first(key) === position) shared[otherSide] += other.count(key);
    });

  return {
    get here() {
      return shared.here;
    },
    get there() {
      return shared.there;
    },
    follow: async () => {
      const before = { ...seen };
      await followOne(['here', here], ['there', there], before);
      await followOne(['there', there], ['here', here], before);
      Object.assign(seen, { here: here.length, there: there.length });
    },
  };
}
