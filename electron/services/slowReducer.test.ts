import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SlowReducer } from '#shared/model/slowReducer.ts';
import type { RunningAt } from '../replay/reducers/sandbox/sandbox.ts';
import { watchSlowReducer } from './slowReducer.ts';

const at = (event: number): RunningAt => ({ reducer: 'order.ts', event, events: 12_000 });

describe('a reducer that is followed', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const followed = () => {
    const told: (SlowReducer | undefined)[] = [];
    const watch = watchSlowReducer(() => void told.push(watch.slow()));
    return { told, watch };
  };

  it('is told of once it has been running for a second, with where it is, and when it has got through', () => {
    const { told, watch } = followed();
    watch.take(at(1));
    vi.advanceTimersByTime(900);
    watch.take(at(4));
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1100);
    watch.take(at(8));
    expect(told).toEqual([{ ...at(8), seconds: 2 }]);
    watch.take(undefined);
    vi.advanceTimersByTime(1000);
    expect(told.slice(1)).toEqual([undefined]);
    expect(watch.slow()).toBeUndefined();
  });

  it('is not told of where it gets through again and again in time', () => {
    const { told, watch } = followed();
    for (let page = 0; page < 20; page += 1) {
      watch.take(at(1));
      vi.advanceTimersByTime(600);
      watch.take(at(9));
      watch.take(undefined);
    }
    vi.advanceTimersByTime(5000);
    expect(told).toEqual([]);
  });

  it('stays told of between two pages, on the clock of the first', () => {
    const { told, watch } = followed();
    watch.take(at(1));
    vi.advanceTimersByTime(3000);
    watch.take(at(2));
    watch.take(undefined);
    vi.advanceTimersByTime(100);
    watch.take(at(1));
    expect(told.map((slow) => slow?.seconds)).toEqual([3, 3]);
  });

  it('tells nothing any more once it is not followed', () => {
    const { told, watch } = followed();
    watch.take(at(1));
    vi.advanceTimersByTime(2000);
    watch.take(at(2));
    watch.take(undefined);
    watch.stop();
    vi.advanceTimersByTime(5000);
    expect(told).toHaveLength(1);
  });
});
