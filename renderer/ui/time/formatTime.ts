import { TZDate } from '@date-fns/tz';
import { format } from 'date-fns';

/** How exact a time is written. `minute` leaves out seconds, `day` the clock, `short` the year as well, for columns whose tooltip has all. */
export type TimePrecision = 'ms' | 'second' | 'minute' | 'day' | 'short';

const PATTERNS = {
  ms: 'yyyy-MM-dd HH:mm:ss.SSS',
  second: 'yyyy-MM-dd HH:mm:ss',
  minute: 'yyyy-MM-dd HH:mm',
  day: 'yyyy-MM-dd',
  short: 'd MMM HH:mm',
} satisfies Record<TimePrecision, string>;

/** The zone of this computer. */
export function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The IANA name for a chosen zone: `local` becomes this computer's, a name the runtime does not know becomes UTC. */
export function resolveZone(zone: string): string {
  if (zone === 'local') return localZone();
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    return 'UTC';
  }
}

/** Epoch milliseconds of an RFC 3339 text, or undefined when it is not one. */
export function parseTime(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

/** A moment (epoch milliseconds) as the clock shows it in `zone`, an IANA name. */
export function formatTime(ms: number, zone: string, precision: TimePrecision = 'second'): string {
  return format(new TZDate(ms, zone), PATTERNS[precision]);
}

/** A moment by a pattern of date-fns, for axes: `HH:mm`, `d MMM`. */
export function formatTimeAs(ms: number, zone: string, pattern: string): string {
  return format(new TZDate(ms, zone), pattern);
}
