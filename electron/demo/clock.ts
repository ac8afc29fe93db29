import type { Random } from './random.ts';

/** Milliseconds. */
export const SECOND = 1000;
/** Milliseconds. */
export const MINUTE = 60 * SECOND;
/** Milliseconds. */
export const HOUR = 60 * MINUTE;
/** Milliseconds. */
export const DAY = 24 * HOUR;

/** Share of the day's busiest hour at each hour of UTC: quiet nights, a bump at noon, the peak after work. */
const BUSY = [
  0.12, 0.07, 0.05, 0.04, 0.05, 0.1, 0.22, 0.38, 0.52, 0.62, 0.68, 0.8, 0.85, 0.72, 0.66, 0.68, 0.76, 0.88,
  0.97, 1, 0.92, 0.7, 0.45, 0.24,
];

/** RFC 3339 in UTC with milliseconds. */
export const rfc3339 = (ms: number): string => new Date(ms).toISOString();

/** The calendar day in UTC, as task ids carry it: `20261103`. */
export const dayOf = (ms: number): string => rfc3339(ms).slice(0, 10).replaceAll('-', '');

/** A moment between `fromMs` and `toMs` in epoch milliseconds, likelier by day than by night. */
export function busyMoment(random: Random, fromMs: number, toMs: number): number {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const ms = Math.floor(fromMs + random.next() * (toMs - fromMs));
    if (random.chance(BUSY[new Date(ms).getUTCHours()] ?? 1)) return ms;
  }
  return fromMs;
}
