import { describe, expect, it } from 'vitest';
import type { CallBatch, FinishedCall } from '#shared/contract/activity.ts';
import { AppError } from '#shared/errors/appError.ts';
import { callWords, outcomeTone } from './callWords.ts';
import { latenciesOf, latencyText, totalsSince, unitsText } from './figures.ts';
import { createActivityStore, newerThanHeld, ROWS_KEPT, shownOf } from './store.ts';

const call = (number: number, more: Partial<FinishedCall> = {}): FinishedCall => ({
  number,
  operation: 'Query',
  table: 'tasks',
  at: '2026-11-01T10:00:00.000Z',
  attempts: 1,
  waitsMs: 0,
  latencyMs: number,
  units: 0.5,
  outcome: 'done',
  ...more,
});

/** The calls `from` to `to`, and the totals behind them. */
const batch = (from: number, to: number): CallBatch => ({
  calls: Array.from({ length: to - from + 1 }, (_, index) => call(from + index)),
  totals: { calls: to, sentAgain: 0, waitsMs: 0, units: to / 2, failed: 0 },
});

const open = () => {
  const asked: string[] = [];
  const host = { tell: (_: CallBatch): void => undefined, fail: (_: unknown): void => undefined };
  const signals: (AbortSignal | undefined)[] = [];
  const store = createActivityStore({
    client: {
      activity: {
        watch: ({ connection }, { signal, onItem }) => {
          asked.push(connection);
          signals.push(signal);
          host.tell = onItem;
          return new Promise((_, reject) => {
            host.fail = reject;
          });
        },
      },
    },
  });
  const state = () => store.getState();
  return {
    host,
    asked,
    signals,
    state,
    numbers: () => shownOf(state())?.calls.map(({ number }) => number),
  };
};

describe('the activity of a connection', () => {
  it('begins with the last calls and grows at its top, up to a limit', () => {
    const { host, asked, state, numbers } = open();
    state().follow('embedded');
    expect(shownOf(state())).toBeUndefined();
    host.tell(batch(3, 5));
    host.tell(batch(6, 7));
    expect(numbers()).toEqual([7, 6, 5, 4, 3]);
    host.tell(batch(8, 7 + ROWS_KEPT));
    expect(numbers()).toHaveLength(ROWS_KEPT);
    expect(numbers()?.at(-1)).toBe(8);
    expect(asked).toEqual(['embedded']);
  });

  it('stands still while paused, counts what is newer, and shows it when followed again', () => {
    const { host, state, numbers } = open();
    state().follow('embedded');
    host.tell(batch(1, 2));
    state().select(1);
    host.tell(batch(3, 5));
    expect(numbers()).toEqual([2, 1]);
    expect(newerThanHeld(state())).toBe(3);
    state().resume();
    expect(numbers()).toEqual([5, 4, 3, 2, 1]);
    expect(newerThanHeld(state())).toBe(0);
    expect(state().selected).toBeUndefined();
  });

  it('counts from the moment it was cleared, also when it is opened again', () => {
    const { host, state, numbers } = open();
    const stop = state().follow('embedded');
    host.tell(batch(1, 4));
    state().pause();
    state().clear();
    expect(numbers()).toEqual([]);
    host.tell(batch(5, 6));
    expect(numbers()).toEqual([6, 5]);
    stop();
    state().follow('embedded');
    host.tell(batch(1, 7));
    expect(numbers()).toEqual([7, 6, 5]);
    const { live, cleared } = state();
    expect(live && totalsSince(live.totals, cleared)).toMatchObject({ calls: 3, units: 1.5 });
  });

  it('of another connection leaves nothing of the last one', () => {
    const { host, signals, state, numbers } = open();
    const stop = state().follow('embedded');
    host.tell(batch(1, 4));
    const { tell } = host;
    state().clear();
    stop();
    state().follow('work');
    tell(batch(5, 5));
    expect(numbers()).toBeUndefined();
    host.tell(batch(1, 1));
    expect(numbers()).toEqual([1]);
    expect(state().cleared).toBeUndefined();
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, false]);
  });

  it('tells why it cannot be followed, keeps what it has, and ends a second try with the panel', async () => {
    const { host, signals, state, numbers } = open();
    const stop = state().follow('embedded');
    host.tell(batch(1, 2));
    host.fail(new AppError('Disconnected', { message: 'gone' }));
    await expect.poll(() => state().feed).toMatchObject({ phase: 'failed' });
    expect(numbers()).toEqual([2, 1]);
    state().follow('embedded');
    expect(state().feed.phase).toBe('running');
    stop();
    expect(signals.every((signal) => signal?.aborted === true)).toBe(true);
    expect(state().feed.phase).toBe('idle');
  });
});

describe('figures', () => {
  it('are nearest ranks', () => {
    expect(latenciesOf([])).toBeUndefined();
    expect(latenciesOf([call(7)])).toEqual({ p50: 7, p95: 7 });
    const hundred = Array.from({ length: 100 }, (_, index) => call(100 - index));
    expect(latenciesOf(hundred)).toEqual({ p50: 50, p95: 95 });
  });

  it('are short', () => {
    expect([0.4, 1, 1234].map(latencyText)).toEqual(['< 1 ms', '1 ms', '1.2 s']);
    expect([0.5, 1204.25, 18_345].map(unitsText)).toEqual(['0.5', '1,204.3', '18.3K']);
  });
});

describe('a call in words', () => {
  it('says what was called and how it ended', () => {
    expect(callWords(call(3))).toBe('Query on tasks, done, 3 ms, 0.5 units');
    const { table: _, ...listing } = call(2, { operation: 'ListTables', units: 0 });
    expect(callWords(listing)).toBe('ListTables, done, 2 ms');
    expect(callWords(call(9, { outcome: 'refused', operation: 'PutItem', units: 1 }))).toBe(
      'PutItem on tasks, condition not met, 9 ms, 1 unit',
    );
  });

  it('says how often it was sent, and names the error', () => {
    const lost = call(9, { outcome: 'failed', code: 'Unreachable', attempts: 5, waitsMs: 1240, units: 0 });
    expect(callWords(lost)).toBe(
      'Query on tasks, The connection does not answer, 9 ms, sent 5 times, waited 1.2 s',
    );
    expect(outcomeTone(lost)).toBe('bad');
    const cancelled = call(4, { outcome: 'failed', code: 'Cancelled', attempts: 0, units: 0 });
    expect(callWords(cancelled)).toBe('Query on tasks, Cancelled, 4 ms, not sent');
    expect(outcomeTone(cancelled)).toBe('none');
  });
});
