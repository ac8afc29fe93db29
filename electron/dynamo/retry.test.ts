import { describe, expect, it } from 'vitest';
import type { RetryReason } from './errors.ts';
import { backoff, type Timing } from './pause.ts';
import { waitBeforeRetry, type FailedSending } from './retry.ts';

const LIMITS = { maxAttempts: 5, patience: 25_000 };

/** A clock that stands still, and chance that always takes `share` of what there is. */
const timing = (share: number): Timing => ({
  now: () => 0,
  random: () => share,
  sleep: () => Promise.resolve(),
});

const failedBy = (...reasons: readonly (RetryReason | undefined)[]): readonly FailedSending[] =>
  reasons.map((reason) => ({ fate: 'refused', reason }));

/** The longest wait before each repetition of a call that fails for `reason` every time. */
const waits = (reason: RetryReason): readonly (number | undefined)[] =>
  Array.from({ length: 5 }, (_, index) =>
    waitBeforeRetry(failedBy(...Array<RetryReason>(index + 1).fill(reason)), 0, LIMITS, timing(1)),
  );

describe('waitBeforeRetry', () => {
  it('waits up to twice as long each time, five sendings in all', () => {
    expect(waits('transient')).toEqual([50, 100, 200, 400, undefined]);
    expect(waits('conflict')).toEqual([50, 100, 200, 400, undefined]);
    expect(waits('throttle')).toEqual([500, 1000, 2000, 4000, undefined]);
  });

  it('takes any time up to that', () => {
    expect(waitBeforeRetry(failedBy('throttle', 'throttle'), 0, LIMITS, timing(0))).toBe(0);
    expect(waitBeforeRetry(failedBy('throttle', 'throttle'), 0, LIMITS, timing(0.25))).toBe(250);
  });

  it('sets the clock and fetches credentials once each, at once', () => {
    expect(waits('clock')).toEqual([0, undefined, undefined, undefined, undefined]);
    expect(waits('credentials')).toEqual([0, undefined, undefined, undefined, undefined]);
    expect(waitBeforeRetry(failedBy('clock', 'credentials'), 0, LIMITS, timing(1))).toBe(0);
    expect(waitBeforeRetry(failedBy('clock', 'transient', 'clock'), 0, LIMITS, timing(1))).toBeUndefined();
  });

  it('gives up what will not go better', () => {
    expect(waitBeforeRetry(failedBy('transient', undefined), 0, LIMITS, timing(1))).toBeUndefined();
  });

  it('begins no sending after its patience is over', () => {
    const late = (elapsed: number) => waitBeforeRetry(failedBy('transient'), elapsed, LIMITS, timing(1));
    expect(late(24_949)).toBe(50);
    expect(late(24_950)).toBeUndefined();
    expect(waitBeforeRetry(failedBy('clock'), 25_000, LIMITS, timing(0))).toBeUndefined();
  });
});

describe('backoff', () => {
  it('never waits longer than 20 s', () => {
    const longest = Array.from({ length: 12 }, (_, index) => backoff(index + 1, 100, timing(1)));
    expect(longest).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 12_800, 20_000, 20_000, 20_000, 20_000]);
  });
});
