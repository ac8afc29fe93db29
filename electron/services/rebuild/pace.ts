import { setTimeout as delay } from 'node:timers/promises';
import { throwIfCancelled } from '#shared/errors/appError.ts';

/** Spaces things out in time. */
export interface Pace {
  /** Settles when the next one may begin. @throws `Cancelled` */
  next(signal: AbortSignal): Promise<void>;
}

/** At most `perSecond` a second, evenly spaced; undefined: at once. */
export function createPace(perSecond: number | undefined): Pace {
  let free = 0;
  return {
    async next(signal) {
      if (perSecond === undefined) return;
      const now = performance.now();
      const wait = free - now;
      free = Math.max(free, now) + 1000 / perSecond;
      if (wait > 0) await delay(wait, undefined, { signal }).catch(() => throwIfCancelled(signal));
    },
  };
}
