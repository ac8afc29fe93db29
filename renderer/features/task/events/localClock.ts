import { zoneOffset } from '../timeline/axis.ts';

/** Clocks change at full quarters of an hour only, so an offset holds for the quarter it was asked in. */
const QUARTER = 15 * 60 * 1000;

/** How many offsets are kept; a list in view needs a handful. */
const KEPT = 2000;

/** A moment as the clock of a zone shows it. */
export interface LocalTime {
  /** `2026-03-11` */
  readonly day: string;
  /** `09:12:33` */
  readonly clock: string;
  /** `09:12:33.120` */
  readonly exact: string;
}

/** Turns moments into the local time of one zone. */
export type LocalClock = (ms: number) => LocalTime;

/**
 * A clock for `zone` that asks the runtime for an offset once a quarter of an hour: asking takes some ten
 * microseconds, and a scrubbed list writes thousands of times a second.
 */
export function createLocalClock(zone: string): LocalClock {
  const offsets = new Map<number, number>();
  return (ms) => {
    const quarter = Math.floor(ms / QUARTER);
    let offset = offsets.get(quarter);
    if (offset === undefined) {
      if (offsets.size >= KEPT) offsets.clear();
      offset = zoneOffset(zone, ms);
      offsets.set(quarter, offset);
    }
    const text = new Date(ms + offset).toISOString();
    // Years beyond 9999 carry a sign and two more digits.
    const at = text.indexOf('T');
    return { day: text.slice(0, at), clock: text.slice(at + 1, at + 9), exact: text.slice(at + 1, at + 13) };
  };
}
