import type { Fate, RetryReason } from './errors.ts';
import { backoff, type Timing } from './pause.ts';

/** How long and how often a call is tried. */
export interface RetryLimits {
  /** Sendings in all. */
  readonly maxAttempts: number;
  /** No sending begins later than this after the first one, in milliseconds. */
  readonly patience: number;
}

/** A sending that failed: what became of it, and why it may go better next time (undefined: it will not). */
export interface FailedSending {
  readonly fate: Fate;
  readonly reason: RetryReason | undefined;
}

/** Longest wait before the first repetition, in milliseconds. Who asks to go slower means it. */
const BASE = { transient: 50, conflict: 50, throttle: 500 } as const satisfies Partial<
  Record<RetryReason, number>
>;

/**
 * How long to wait before a call is sent again, in milliseconds; undefined when it has failed for good. The clock is
 * set and credentials are fetched anew once a call, without a wait.
 * `elapsed` counts from the first sending.
 */
export function waitBeforeRetry(
  failed: readonly FailedSending[],
  elapsed: number,
  limits: RetryLimits,
  timing: Timing,
): number | undefined {
  const reason = failed.at(-1)?.reason;
  if (reason === undefined || failed.length >= limits.maxAttempts || elapsed >= limits.patience) {
    return undefined;
  }
  if (reason === 'clock' || reason === 'credentials') {
    return failed.slice(0, -1).some((earlier) => earlier.reason === reason) ? undefined : 0;
  }
  const wait = backoff(failed.length, BASE[reason], timing);
  return elapsed + wait < limits.patience ? wait : undefined;
}
