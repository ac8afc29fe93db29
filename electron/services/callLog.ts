import type { CallBatch, CallTotals, FinishedCall } from '#shared/contract/activity.ts';
import type { CallReport } from '../dynamo/callReport.ts';

/** How many of a connection's last calls are kept. */
export const CALLS_KEPT = 1000;

/** The last calls of one connection, and figures of all. */
export interface CallLog {
  /** Takes a call that has ended; a few additions, nothing is copied. */
  add(report: CallReport): void;
  /** How many calls have ended. */
  count(): number;
  /** The calls after the first `seen`, as far as they are kept, and the figures of all. */
  since(seen: number): CallBatch;
}

/** To a tenth: what a clock tells beyond that means nothing. */
const tenths = (ms: number): number => Math.round(ms * 10) / 10;

const finished = (report: CallReport, number: number): FinishedCall => {
  const { table, code, at, waitsMs, latencyMs, ...rest } = report;
  return {
    ...rest,
    number,
    waitsMs: tenths(waitsMs),
    latencyMs: tenths(latencyMs),
    at: new Date(at).toISOString(),
    ...(table === undefined ? {} : { table }),
    ...(code === undefined ? {} : { code }),
  };
};

/** Makes an empty log that keeps `kept` calls. */
export function createCallLog(kept: number = CALLS_KEPT): CallLog {
  const ring: CallReport[] = [];
  let calls = 0;
  let sentAgain = 0;
  let waitsMs = 0;
  let units = 0;
  let failed = 0;

  return {
    add: (report) => {
      ring[calls % kept] = report;
      calls += 1;
      sentAgain += Math.max(0, report.attempts - 1);
      waitsMs += report.waitsMs;
      units += report.units;
      // Whoever cancels a call learns nothing of the server by it.
      if (report.outcome === 'failed' && report.code !== 'Cancelled') failed += 1;
    },
    count: () => calls,
    since: (seen) => {
      const from = Math.max(seen, calls - kept, 0);
      const batch: FinishedCall[] = [];
      for (let index = from; index < calls; index += 1) {
        const report = ring[index % kept];
        if (report !== undefined) batch.push(finished(report, index + 1));
      }
      const totals: CallTotals = { calls, sentAgain, waitsMs, units, failed };
      return { calls: batch, totals };
    },
  };
}
