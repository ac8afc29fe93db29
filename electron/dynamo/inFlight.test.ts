import { describe, expect, it } from 'vitest';
import { runInFlight } from './inFlight.ts';
import { createSlots } from './slots.ts';

const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

describe('runInFlight', () => {
  it('gives results in the order of the jobs, few at a time', async () => {
    let open = 0;
    let most = 0;
    const jobs = Array.from({ length: 20 }, (_, index) => index);
    const results = await runInFlight(jobs, 3, async (job) => {
      open += 1;
      most = Math.max(most, open);
      for (let wait = job % 4; wait >= 0; wait -= 1) await turn();
      open -= 1;
      return job * 2;
    });
    expect(results).toEqual(jobs.map((job) => job * 2));
    expect(most).toBe(3);
  });

  it('begins nothing after a failure, and lets what is under way end first', async () => {
    const begun: number[] = [];
    const ended: number[] = [];
    const work = runInFlight([0, 1, 2, 3, 4], 2, async (job) => {
      begun.push(job);
      await turn();
      if (job === 0) throw new Error('broken');
      await turn();
      ended.push(job);
    });
    await expect(work).rejects.toThrow('broken');
    expect(begun).toEqual([0, 1]);
    expect(ended).toEqual([1]);
  });
});

describe('createSlots', () => {
  it('gives places in the order asked for', async () => {
    const slots = createSlots(1);
    const order: number[] = [];
    const enter = async (who: number): Promise<void> => {
      await slots.take(undefined);
      order.push(who);
      await turn();
      slots.give();
    };
    await Promise.all([enter(1), enter(2), enter(3)]);
    expect(order).toEqual([1, 2, 3]);
    expect(slots.take(undefined)).toBe(true);
  });

  it('leaves out who has gone', async () => {
    const slots = createSlots(1);
    expect(slots.take(undefined)).toBe(true);
    const stop = new AbortController();
    const gone = slots.take(stop.signal);
    const next = slots.take(undefined);
    stop.abort();
    expect(await gone).toBe(false);
    slots.give();
    expect(await next).toBe(true);
  });
});
