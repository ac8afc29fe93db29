import { expect, test } from 'vitest';
import { missedWords } from './missed.ts';

const sequences = { first: 3, last: 11, holes: [{ from: 7, to: 7 }] };

test('a sequence that no event has is told with the reason', () => {
  expect(missedWords({ asked: 999, shown: 11 }, sequences)).toBe(
    'There is no event 999: the last one is 11. Shown is event 11.',
  );
  expect(missedWords({ asked: 1, shown: 3 }, sequences)).toMatch(/the first one is 3/);
  expect(missedWords({ asked: 7, shown: 6 }, sequences)).toMatch(
    /missing or cannot be read\. Shown is event 6/,
  );
});
