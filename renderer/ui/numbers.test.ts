import { expect, it } from 'vitest';
import { counted, formatBytes, formatCompact, formatCount } from './numbers.ts';

it('separates thousands', () => expect(formatCount(12_000)).toBe('12,000'));

it('shortens large counts to three digits', () => {
  expect(formatCompact(18_342)).toBe('18.3K');
  expect(formatCompact(412)).toBe('412');
});

it.each([
  [0, '0 B'],
  [354, '354 B'],
  [1024, '1.0 KB'],
  [400 * 1024, '400 KB'],
  [74 * 1024 * 1024, '74.0 MB'],
])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

it('counts one as one', () => {
  expect(counted(1, 'event')).toBe('1 event');
  expect(counted(0, 'event')).toBe('0 events');
  expect(counted(2, 'entry', 'entries')).toBe('2 entries');
});
