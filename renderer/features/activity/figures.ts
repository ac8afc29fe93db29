import type { CallTotals, FinishedCall } from '#shared/contract/activity.ts';
import { formatCompact, formatCount } from '../../ui/numbers.ts';
import { formatDuration } from '../../ui/time/duration.ts';

/** The figures of all calls since those that `before` counts. */
export function totalsSince(totals: CallTotals, before: CallTotals | undefined): CallTotals {
  if (before === undefined) return totals;
  return {
    calls: totals.calls - before.calls,
    sentAgain: totals.sentAgain - before.sentAgain,
    waitsMs: totals.waitsMs - before.waitsMs,
    units: totals.units - before.units,
    failed: totals.failed - before.failed,
  };
}

/** The latencies, in milliseconds, that half and 95 % of `calls` did not exceed (nearest rank); undefined without calls. */
export function latenciesOf(
  calls: readonly FinishedCall[],
): { readonly p50: number; readonly p95: number } | undefined {
  const sorted = calls.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
  const p50 = sorted[Math.ceil(sorted.length * 0.5) - 1];
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1];
  return p50 === undefined || p95 === undefined ? undefined : { p50, p95 };
}

/** Capacity units to one decimal: `0.5`, `1,204`; many of them in three digits: `18.3K`. */
export function unitsText(units: number): string {
  return units < 10_000 ? formatCount(Math.round(units * 10) / 10) : formatCompact(units);
}

/** A length of time in milliseconds that is rarely none: `< 1 ms`, `12 ms`, `1.2 s`. */
export function latencyText(ms: number): string {
  return ms < 1 ? '< 1 ms' : formatDuration(ms);
}
