import { expect, test } from 'vitest';
import { shownOf } from './shownOf.ts';

test('tells how many of how many, and only the one number where none are left out', () => {
  expect(shownOf(12, 1040, 'user')).toBe('12 of 1,040 users');
  expect(shownOf(0, 1, 'user')).toBe('0 of 1 user');
  expect(shownOf(40, 40, 'user')).toBe('40 users');
  expect(shownOf(undefined, 40, 'user')).toBe('40 users');
});
