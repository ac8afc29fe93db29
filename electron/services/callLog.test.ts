import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallReport } from '../dynamo/callReport.ts';
import { createCallLog } from './callLog.ts';

const report = (more: Partial<CallReport> = {}): CallReport => ({
  operation: 'Query',
  table: 'tasks',
  at: 0,
  attempts: 1,
  waitsMs: 0,
  latencyMs: 3,
  units: 0.5,
  outcome: 'done',
  code: undefined,
  ...more,
});

describe('a log of calls', () => {
  it('adds up all calls, those included that it no longer keeps', () => {
    const log = createCallLog(2);
    log.add(report({ attempts: 3, waitsMs: 250 }));
    log.add(report({ outcome: 'refused', units: 1 }));
    log.add(report({ outcome: 'failed', code: 'Unreachable', attempts: 5, waitsMs: 900, units: 0 }));
    expect(log.since(0).totals).toEqual({ calls: 3, sentAgain: 6, waitsMs: 1150, units: 1.5, failed: 1 });
  });

  it('counts a call that its caller cancelled as no failure, even one that was never sent', () => {
    const log = createCallLog();
    log.add(report({ outcome: 'failed', code: 'Cancelled', attempts: 0 }));
    expect(log.since(0).totals).toMatchObject({ calls: 1, failed: 0, sentAgain: 0 });
  });

  it('gives out the last calls in their order, each under its own number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(40), fc.nat(45), (kept, ended, seen) => {
        const log = createCallLog(kept);
        for (let at = 1; at <= ended; at += 1) log.add(report({ at }));
        const { calls, totals } = log.since(seen);
        const first = Math.max(seen, ended - kept, 0) + 1;
        const numbers = Array.from({ length: Math.max(0, ended - first + 1) }, (_, index) => first + index);
        expect(calls.map(({ number }) => number)).toEqual(numbers);
        expect(calls.map(({ at }) => Date.parse(at))).toEqual(numbers);
        expect(totals.calls).toBe(ended);
      }),
    );
  });

  it('leaves out what a call does not have', () => {
    const log = createCallLog();
    log.add(report({ operation: 'ListTables', table: undefined, at: 1500 }));
    expect(log.since(0).calls).toEqual([
      {
        number: 1,
        operation: 'ListTables',
        at: '1970-01-01T00:00:01.500Z',
        attempts: 1,
        waitsMs: 0,
        latencyMs: 3,
        units: 0.5,
        outcome: 'done',
      },
    ]);
  });
});
