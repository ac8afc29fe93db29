import { expect, it } from 'vitest';
import { STEPS_A_TURN } from '../align/turn.ts';
import { pairEvents, type Marks } from './pairings.ts';

const ROWS = 100_000;

/** The same numbers; `onRead` is told of every look at one of them. */
const watched = <A extends Int32Array | Float64Array>(numbers: A, onRead: () => void): A =>
  new Proxy(numbers, {
    get: (target, name) => {
      onRead();
      return Reflect.get(target, name, target);
    },
  });

it.each<readonly [string, (row: number) => number, (row: number) => number]>([
  ['that are the same', () => 0, () => 0],
  ['of which every second payload differs', () => 0, (row) => row % 2],
  ['of which every event differs', () => 0, () => 1],
  ['that have a few in common now and then', (row) => row % 3, (row) => row % 5],
])('gives others their turn after so many looks at events, in streams %s', (_, left, right) => {
  let looks = 0;
  const onRead = (): void => void (looks += 1);
  const marksOf = (own: (row: number) => number): Marks => ({
    types: watched(
      Int32Array.from({ length: ROWS }, (__, row) => row % 4),
      onRead,
    ),
    digests: watched(
      Float64Array.from({ length: ROWS }, (__, row) => row * 8 + own(row)),
      onRead,
    ),
  });
  const slices = pairEvents(marksOf(left), marksOf(right));
  let most = 0;
  let slice = slices.next();
  for (; slice.done !== true; slice = slices.next()) {
    most = Math.max(most, looks);
    looks = 0;
  }
  expect(slice.value.rows).toBeGreaterThanOrEqual(ROWS);
  // A step looks at both sides, at two neighbours at most, and at how many there are.
  expect(Math.max(most, looks)).toBeLessThanOrEqual(8 * STEPS_A_TURN);
});
