import { expect, it } from 'vitest';
import { durationWords, exactNanos } from './durationWords.ts';

it.each([
  [28_800_000_000_000n, '8 hours'],
  [3_600_000_000_000n, '1 hour'],
  [5_400_000_000_000n, '1 hour 30 minutes'],
  [5_400_000_000_001n, 'about 1 hour 30 minutes'],
  [86_400_000_000_000n + 60_000_000_000n, 'about 1 day'],
  [1500n, '1 microsecond 500 nanoseconds'],
  [1n, '1 nanosecond'],
  [0n, 'no time'],
  [-60_000_000_000n, 'minus 1 minute'],
  [9_223_372_036_854_775_807n, 'about 106,751 days 23 hours'],
])('%s ns: %s', (nanos, words) => {
  expect(durationWords(nanos)).toBe(words);
});

it('keeps every nanosecond beside the words', () => {
  expect(exactNanos(9_223_372_036_854_775_807n)).toBe('9,223,372,036,854,775,807 ns');
});
