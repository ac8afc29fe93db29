import { describe, expect, it } from 'vitest';
import { inRounds } from './batchRounds.ts';
import type { Timing } from './pause.ts';

/** A clock that notes every wait and lets none pass. */
const noting = () => {
  const waits: number[] = [];
  const timing: Timing = {
    now: () => 0,
    random: () => 1,
    sleep: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
  };
  return { waits, timing };
};

/** Takes `counts[n]` of what is open in round n, nothing once those are used up. */
const taking = (...counts: readonly number[]) => {
  const rounds: (readonly number[])[] = [];
  const send = (open: readonly number[]): Promise<readonly number[]> => {
    rounds.push(open);
    return Promise.resolve(open.slice(counts[rounds.length - 1] ?? 0));
  };
  return { rounds, send };
};

describe('inRounds', () => {
  it('sends everything once when nothing is left over', async () => {
    const { waits, timing } = noting();
    const { rounds, send } = taking(3);
    expect(await inRounds([1, 2, 3], send, timing, undefined)).toEqual([]);
    expect(rounds).toEqual([[1, 2, 3]]);
    expect(waits).toEqual([]);
  });

  it('hands back what five rounds in a row got nothing of, after waits that double', async () => {
    const { waits, timing } = noting();
    const { rounds, send } = taking();
    expect(await inRounds([1, 2], send, timing, undefined)).toEqual([1, 2]);
    expect(rounds).toHaveLength(5);
    expect(waits).toEqual([100, 200, 400, 800]);
  });

  it('goes on as long as it comes forward, however many rounds that takes', async () => {
    const { waits, timing } = noting();
    const { rounds, send } = taking(1, 0, 0, 0, 0, 1, 1, 0, 1);
    expect(await inRounds([1, 2, 3, 4], send, timing, undefined)).toEqual([]);
    expect(rounds.at(-1)).toEqual([4]);
    expect(waits).toEqual([100, 100, 200, 400, 800, 100, 100, 100]);
  });

  it('sends nothing when there is nothing', async () => {
    const { rounds, send } = taking();
    expect(await inRounds([], send, noting().timing, undefined)).toEqual([]);
    expect(rounds).toEqual([]);
  });

  it('ends while it waits when it is cancelled', async () => {
    const stop = new AbortController();
    const { rounds, send } = taking();
    const timing: Timing = {
      now: () => 0,
      random: () => 1,
      sleep: () => {
        stop.abort();
        return Promise.resolve();
      },
    };
    await expect(inRounds([1], send, timing, stop.signal)).rejects.toMatchObject({ code: 'Cancelled' });
    expect(rounds).toHaveLength(1);
  });
});
