import { throwIfCancelled } from '#shared/errors/appError.ts';

/** The clock and the chance that waits go by; tests bring their own. Times in milliseconds. */
export interface Timing {
  readonly now: () => number;
  /** Evenly between 0 and 1. */
  readonly random: () => number;
  /** Waits; ends early, and quietly, when `signal` is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

const sleep: Timing['sleep'] = (ms, signal) =>
  new Promise((done) => {
    const finish = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      done();
    };
    const timer = setTimeout(finish, ms);
    signal?.addEventListener('abort', finish, { once: true });
    if (signal?.aborted === true) finish();
  });

/** The real clock. */
export const REAL_TIMING: Timing = { now: () => performance.now(), random: () => Math.random(), sleep };

/** Longest pause before anything is tried again, in milliseconds. */
const LONGEST_PAUSE = 20_000;

/**
 * How long to wait before try number `again` (1 is the first repetition): anything from nothing to `base` doubled each
 * time, at most 20 s. Full jitter, so that many who were refused together do not come back together.
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoff(again: number, base: number, timing: Timing): number {
  return timing.random() * Math.min(LONGEST_PAUSE, base * 2 ** (again - 1));
}

/** Waits `ms`. @throws `Cancelled` when `signal` is aborted meanwhile */
export async function pause(ms: number, timing: Timing, signal: AbortSignal | undefined): Promise<void> {
  throwIfCancelled(signal);
  await timing.sleep(ms, signal);
  throwIfCancelled(signal);
}
