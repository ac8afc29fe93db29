import { expect, test } from 'vitest';
import { BARE_TIMELINE, summaryOf } from './fakeTask.ts';
import { isLong, medianGap, quietFor } from './quiet.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LAST = Date.UTC(2026, 2, 11, 9);

const timelineOf = (...gaps: readonly number[]) => {
  const toMs = gaps.reduce((sum, gap) => sum + gap, 0);
  let at = 0;
  const xs = [0, ...gaps.map((gap) => (at += gap) / toMs)];
  return {
    ...BARE_TIMELINE,
    toMs,
    stretches: [{ kind: 'active' as const, fromMs: 0, toMs, x0: 0, x1: 1 }],
    ticks: xs.map((x, index) => ({ seq: index + 1, x })),
  };
};

test('the usual gap is the median, which one long pause does not move', () => {
  expect(medianGap(timelineOf(MINUTE, MINUTE, 2 * DAY))).toBeCloseTo(MINUTE);
  expect(medianGap(BARE_TIMELINE)).toBeUndefined();
});

test('long is over a day, or over an hour and ten usual gaps', () => {
  expect(isLong(HOUR, MINUTE)).toBe(false);
  expect(isLong(HOUR + 1, MINUTE)).toBe(true);
  expect(isLong(10 * HOUR, HOUR)).toBe(false);
  expect(isLong(10 * HOUR + 1, HOUR)).toBe(true);
  expect(isLong(5 * HOUR, undefined)).toBe(false);
  expect(isLong(DAY, 5 * DAY)).toBe(false);
  expect(isLong(DAY + 1, 5 * DAY)).toBe(true);
});

test('a task is quiet while stored or replayed status is open, and the distance grows with the clock', () => {
  const open = { status: { S: 'retrying' } };
  const over = { status: { S: 'succeeded' } };
  const lastAt = new Date(LAST).toISOString();
  const quiet = (more: object, now = LAST + 3 * DAY) =>
    quietFor(summaryOf(3, { lastAt, stored: open, replayed: open, ...more }), MINUTE, now);
  expect(quiet({})).toBe(3 * DAY);
  expect(quiet({}, LAST + 30 * MINUTE)).toBeUndefined();
  expect(quiet({}, LAST + 2 * HOUR)).toBe(2 * HOUR);
  expect(quiet({}, LAST - DAY)).toBeUndefined();
  expect(quiet({ stored: over })).toBe(3 * DAY);
  expect(quiet({ replayed: over })).toBe(3 * DAY);
  expect(quiet({ stored: over, replayed: over })).toBeUndefined();
  expect(quiet({ stored: null, replayed: over })).toBeUndefined();
  expect(quiet({ complete: false })).toBeUndefined();
  expect(quiet({ lastAt: 'yesterday' })).toBeUndefined();
});
