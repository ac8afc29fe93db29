import { describe, expect, it, vi } from 'vitest';
import { createUnitPace } from './unitPace.ts';

const NEVER = new AbortController().signal;

describe('a ceiling on units a second', () => {
  it('lets no more through than it says, on average', async () => {
    vi.useFakeTimers();
    try {
      const began = Date.now();
      const pace = createUnitPace(100, () => Date.now());
      for (let page = 0; page < 10; page += 1) {
        const spent = pace.spend(50, NEVER);
        await vi.runAllTimersAsync();
        await spent;
      }
      expect(Date.now() - began).toBeGreaterThanOrEqual(5000);
    } finally {
      vi.useRealTimers();
    }
  });

  it('holds nobody up without a ceiling, nor whoever gives up', async () => {
    await createUnitPace(undefined).spend(1e9, NEVER);
    const gone = new AbortController();
    gone.abort();
    await createUnitPace(1).spend(1e9, gone.signal);
    expect(gone.signal.aborted).toBe(true);
  });
});
