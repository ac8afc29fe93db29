import { pause } from '../waiting.ts';

/** A ceiling on read units a second. */
export interface UnitPace {
  /** Tells of units consumed, and settles when more may be; at once when `signal` aborts. */
  spend(units: number, signal: AbortSignal): Promise<void>;
}

/** At most `perSecond` units a second on average; undefined: no ceiling. `now` in milliseconds. */
export function createUnitPace(
  perSecond: number | undefined,
  now: () => number = () => performance.now(),
): UnitPace {
  let free = 0;
  return {
    spend: async (units, signal) => {
      if (perSecond === undefined) return;
      free = Math.max(free, now()) + (units / perSecond) * 1000;
      const wait = free - now();
      if (wait > 0) await pause(wait, signal);
    },
  };
}
