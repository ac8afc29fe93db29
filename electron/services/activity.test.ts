import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallBatch } from '#shared/contract/activity.ts';
import type { CallReport } from '../dynamo/callReport.ts';
import { createActivity } from './activity.ts';

const GATHER_MS = 300;
const CALL: CallReport = {
  operation: 'Scan',
  table: 'tasks',
  at: 0,
  attempts: 1,
  waitsMs: 0,
  latencyMs: 1,
  units: 1,
  outcome: 'done',
  code: undefined,
};

const started = () => {
  const activity = createActivity(GATHER_MS);
  const call = activity.observer('embedded');
  const batches: CallBatch[] = [];
  let room = Promise.resolve();
  const window = new AbortController();
  const tell = (batch: CallBatch): Promise<void> => {
    batches.push(batch);
    return room;
  };
  return {
    activity,
    batches,
    window,
    calls: (times: number) => {
      for (let time = 0; time < times; time += 1) call(CALL);
    },
    block: () => {
      let release = (): void => undefined;
      room = new Promise((resolve) => {
        release = resolve;
      });
      return () => release();
    },
    watch: () => activity.watch('embedded', tell, window.signal),
    sizes: () => batches.map(({ calls }) => calls.length),
  };
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('activity', () => {
  it('tells the calls there were at once, even none', async () => {
    const before = started();
    before.calls(3);
    void before.watch();
    expect(before.sizes()).toEqual([3]);
    const idle = started();
    void idle.watch();
    expect(idle.batches).toMatchObject([{ calls: [], totals: { calls: 0 } }]);
    await vi.advanceTimersByTimeAsync(100 * GATHER_MS);
    expect(idle.batches).toHaveLength(1);
  });

  it('gathers the calls of a scan into few batches and loses none', async () => {
    const { calls, watch, sizes, batches } = started();
    void watch();
    for (let page = 0; page < 100; page += 1) {
      calls(5);
      await vi.advanceTimersByTimeAsync(GATHER_MS / 30);
    }
    await vi.advanceTimersByTimeAsync(GATHER_MS);
    expect(batches.length).toBeLessThanOrEqual(6);
    expect(sizes().reduce((sum, size) => sum + size)).toBe(500);
    expect(batches.at(-1)?.totals.calls).toBe(500);
  });

  it('tells a single call after a long silence soon', async () => {
    const { calls, watch, sizes } = started();
    void watch();
    await vi.advanceTimersByTimeAsync(10 * GATHER_MS);
    calls(1);
    await vi.advanceTimersByTimeAsync(GATHER_MS);
    expect(sizes()).toEqual([0, 1]);
  });

  it('makes no batch while the window has no room, then one with the last of what ended', async () => {
    const { calls, watch, sizes, block, batches } = started();
    const release = block();
    void watch();
    calls(4000);
    await vi.advanceTimersByTimeAsync(10 * GATHER_MS);
    expect(sizes()).toEqual([0]);
    release();
    await vi.advanceTimersByTimeAsync(2 * GATHER_MS);
    expect(sizes()).toEqual([0, 1000]);
    expect(batches.at(-1)).toMatchObject({ totals: { calls: 4000 } });
    expect(batches.at(-1)?.calls.at(-1)?.number).toBe(4000);
  });

  it('ends with the window, and keeps connections apart', async () => {
    const { activity, calls, watch, window, batches } = started();
    const over = watch();
    activity.observer('work')(CALL);
    await vi.advanceTimersByTimeAsync(2 * GATHER_MS);
    expect(batches).toHaveLength(1);
    window.abort();
    await over;
    calls(1);
    await vi.advanceTimersByTimeAsync(2 * GATHER_MS);
    expect(batches).toHaveLength(1);
  });
});
