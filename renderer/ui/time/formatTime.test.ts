import { expect, it } from 'vitest';
import { formatTime, parseTime, resolveZone } from './formatTime.ts';

const MS = Date.parse('2026-03-29T00:59:59.007Z');

it('writes a moment as the clock of the zone shows it', () => {
  expect(formatTime(MS, 'UTC', 'ms')).toBe('2026-03-29 00:59:59.007');
  expect(formatTime(MS, 'Asia/Kolkata')).toBe('2026-03-29 06:29:59');
  expect(formatTime(MS, 'America/New_York', 'minute')).toBe('2026-03-28 20:59');
});

it('follows the zone over the change to summer time', () => {
  expect(formatTime(MS, 'Europe/Berlin')).toBe('2026-03-29 01:59:59');
  expect(formatTime(MS + 1000, 'Europe/Berlin')).toBe('2026-03-29 03:00:00');
});

it('takes no text for a time that is none', () => {
  expect(parseTime('yesterday')).toBeUndefined();
  expect(parseTime(undefined)).toBeUndefined();
  expect(parseTime('2026-03-11T14:02:31.123456789Z')).toBe(Date.parse('2026-03-11T14:02:31.123Z'));
});

it('falls back to UTC for a zone that the runtime does not know', () => {
  expect(resolveZone('Europe/Berlin')).toBe('Europe/Berlin');
  expect(resolveZone('Mars/Olympus')).toBe('UTC');
});
