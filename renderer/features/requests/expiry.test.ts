import { expect, it } from 'vitest';
import { expiryOf, isOverdue } from './expiry.ts';

const NOW = Date.parse('2026-01-15T12:00:00Z');

it.each([
  ['2026-01-15T14:14:00.123456789Z', 'expires in 2 h 14 m', false],
  ['2026-01-15T09:00:00Z', 'expired 3 h ago', true],
  ['2026-01-15T12:00:00Z', 'expired 0 ms ago', true],
])('%s: %s', (at, words, past) => {
  expect(expiryOf(at, NOW)).toEqual({ words, past });
});

it('says nothing of what is no time, and calls overdue only what still waits', () => {
  expect(expiryOf('never', NOW)).toBeUndefined();
  expect(expiryOf(undefined, NOW)).toBeUndefined();
  const expiresAt = '2026-01-15T09:00:00Z';
  expect(isOverdue({ id: 'r', status: 'pending', expiresAt }, NOW)).toBe(true);
  expect(isOverdue({ id: 'r', status: 'approved', expiresAt }, NOW)).toBe(false);
  expect(isOverdue({ id: 'r', status: 'pending', expiresAt: 'never' }, NOW)).toBe(false);
});
