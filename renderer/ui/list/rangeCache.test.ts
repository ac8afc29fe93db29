import { describe, expect, it } from 'vitest';
import { createRangeCache, type RangeAnswer } from './rangeCache.ts';

interface Call {
  readonly from: number;
  readonly to: number;
  readonly resolve: (answer: RangeAnswer<string>) => void;
  readonly reject: (error: unknown) => void;
}

const rows = (from: number, to: number, mark = ''): readonly string[] =>
  Array.from({ length: to - from }, (_, index) => `${mark}${from + index}`);

const setup = (options = { pageSize: 10, maxPages: 3 }) => {
  const calls: Call[] = [];
  const cache = createRangeCache<string>(
    (from, to) => new Promise((resolve, reject) => calls.push({ from, to, resolve, reject })),
    options,
  );
  const answer = async (at: number, total = 100, mark = ''): Promise<void> => {
    const call = calls[at];
    call?.resolve({ total, version: 1, rows: rows(call.from, Math.min(call.to, total), mark) });
    await Promise.resolve();
    await Promise.resolve();
  };
  return { calls, cache, answer };
};

describe('createRangeCache', () => {
  it('asks for whole pages, once', async () => {
    const { calls, cache, answer } = setup();
    cache.ensure(5, 12);
    cache.ensure(6, 13);
    expect(calls.map((call) => [call.from, call.to])).toEqual([
      [0, 10],
      [10, 20],
    ]);
    await answer(0);
    expect(cache.total()).toBe(100);
    expect(cache.at(7)).toBe('7');
    expect(cache.at(12)).toBeUndefined();
  });

  it('keeps stale rows readable until fresh ones replace them', async () => {
    const { calls, cache, answer } = setup();
    cache.ensure(0, 10);
    await answer(0);
    cache.invalidate();
    expect(calls).toHaveLength(2);
    expect(cache.at(3)).toBe('3');
    await answer(1, 100, 'new ');
    expect(cache.at(3)).toBe('new 3');
  });

  it('drops an answer that was asked for before the rows changed', async () => {
    const { cache, answer } = setup();
    cache.ensure(0, 10);
    cache.invalidate();
    await answer(1, 100, 'new ');
    await answer(0, 100, 'old ');
    expect(cache.at(0)).toBe('new 0');
  });

  it('forgets the pages wanted longest ago', async () => {
    const { cache, answer } = setup();
    for (const [index, from] of [0, 10, 20, 30].entries()) {
      cache.ensure(from, from + 10);
      await answer(index);
    }
    expect(cache.at(0)).toBeUndefined();
    expect(cache.at(30)).toBe('30');
  });

  it('reports a failure and recovers on the next look', async () => {
    const { calls, cache, answer } = setup();
    cache.ensure(0, 10);
    calls[0]?.reject(new Error('lost'));
    await Promise.resolve();
    await Promise.resolve();
    expect(cache.error()).toEqual(new Error('lost'));
    cache.ensure(0, 10);
    await answer(1);
    expect(cache.error()).toBeUndefined();
    expect(cache.at(0)).toBe('0');
  });

  it('hides rows beyond a total that has shrunk', async () => {
    const { cache, answer } = setup();
    cache.ensure(0, 10);
    await answer(0);
    cache.invalidate();
    await answer(1, 4);
    expect(cache.at(3)).toBe('3');
    expect(cache.at(4)).toBeUndefined();
  });

  it('tells its listeners of every change and falls silent when disposed', async () => {
    const { cache, answer } = setup();
    let heard = 0;
    cache.subscribe(() => (heard += 1));
    cache.ensure(0, 20);
    await answer(0);
    expect(heard).toBe(1);
    cache.dispose();
    await answer(1);
    expect(heard).toBe(1);
  });
});
