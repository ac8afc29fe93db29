import { describe, expect, it } from 'vitest';
import { formatAge, formatDuration, formatStep } from './duration.ts';

const DAY = 86_400_000;

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [3.7, '3 ms'],
    [999, '999 ms'],
    [1000, '1.0 s'],
    [1290, '1.2 s'],
    [41_999, '41 s'],
    [252_000, '4 m 12 s'],
    [60_000, '1 m'],
    [2 * DAY + 4 * 3_600_000, '2 d 4 h'],
    [2 * DAY + 59_000, '2 d'],
    [Number.NaN, 'unknown'],
  ])('%d ms is %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

  it('keeps to one unit when asked', () => {
    expect(formatDuration(2 * DAY + 4 * 3_600_000, 1)).toBe('2 d');
    expect(formatDuration(1290, 1)).toBe('1 s');
  });
});

it('signs steps, and shows a clock that ran backwards', () => {
  expect(formatStep(41_000)).toBe('+41 s');
  expect(formatStep(-3)).toBe('−3 ms');
});

it('tells ages in one unit, either way', () => {
  const now = 100 * DAY;
  expect(formatAge(now - 4 * 3_600_000 - 1, now)).toBe('4 h');
  expect(formatAge(now - 300, now)).toBe('now');
  expect(formatAge(now + 5 * DAY, now)).toBe('in 5 d');
});
