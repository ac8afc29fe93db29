import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/appError.ts';
import { errorOf } from '../errorOf.fixture.ts';
import { appendOnce, executeOnce } from './executeOnce.ts';
import { EVENT as event, withTestClock, type OpenIdempotency } from './idempotencyUnderTest.fixture.ts';

/** The suite that work done once passes over every idempotency store (CONTRACTS 1). */
export function executeOnceContract(name: string, open: OpenIdempotency): void {
  const opened = () => withTestClock(open);

  describe(`execute once: ${name}`, () => {
    const request = { amount: { N: '1' } };

    it('runs a request once and answers its repeats from the record', async () => {
      const { store } = await opened();
      let runs = 0;
      const fn = () => Promise.resolve({ run: { N: String((runs += 1)) } });
      expect(await executeOnce(store, 'k', request, fn)).toEqual({
        result: { run: { N: '1' } },
        replayed: false,
      });
      expect(await executeOnce(store, 'k', { amount: { N: '1.0' } }, fn)).toEqual({
        result: { run: { N: '1' } },
        replayed: true,
      });
      expect((await errorOf(executeOnce(store, 'k', { amount: { N: '2' } }, fn))).code).toBe(
        'IdempotencyKeyReused',
      );
      expect(runs).toBe(1);
    });

    it('runs exactly one of twenty simultaneous calls', async () => {
      const { store } = await opened();
      let runs = 0;
      const calls = await Promise.allSettled(
        Array.from({ length: 20 }, () =>
          executeOnce(store, 'k', request, async () => {
            await Promise.resolve();
            return { run: { N: String((runs += 1)) } };
          }),
        ),
      );
      expect(runs).toBe(1);
      for (const call of calls) {
        if (call.status === 'fulfilled') expect(call.value.result).toEqual({ run: { N: '1' } });
        else expect<unknown>(call.reason).toMatchObject({ code: 'RequestInProgress', details: { key: 'k' } });
      }
    });

    it('lets a failed request run again, but not one of which nobody knows what it wrote', async () => {
      const { store, clock } = await opened();
      const fail = (error: Error) => executeOnce(store, 'k', request, () => Promise.reject(error));
      await expect(fail(new Error('out of stock'))).rejects.toThrow('out of stock');
      const unknown = new AppError('WriteOutcomeUnknown', { message: 'lost' });
      expect(await errorOf(fail(unknown))).toBe(unknown);
      const again = () => executeOnce(store, 'k', request, () => Promise.resolve({}));
      expect((await errorOf(again())).code).toBe('RequestInProgress');
      clock.pass(301);
      expect(await again()).toEqual({ result: {}, replayed: false });
    });

    it('tells when a request outlasted its lease and was taken over', async () => {
      const { store, clock } = await opened();
      const slow = executeOnce(store, 'k', request, async () => {
        clock.pass(301);
        await executeOnce(store, 'k', request, () => Promise.resolve({ by: { S: 'other' } }));
        return { by: { S: 'slow' } };
      });
      expect((await errorOf(slow)).code).toBe('ConcurrentModification');
      const repeat = await executeOnce(store, 'k', request, () => Promise.resolve({}));
      expect(repeat).toEqual({ result: { by: { S: 'other' } }, replayed: true });
    });

    it('appends one event for a request, however often it is made, and a second once the record is gone', async () => {
      const { store, events, clock } = await opened();
      const make = () =>
        appendOnce(store, 'k', request, async () => {
          const { lastSeq } = await events.readHead('t');
          return {
            taskId: 't',
            event,
            expectedSeq: lastSeq + 1,
            result: { seq: { N: String(lastSeq + 1) } },
          };
        });
      expect(await make()).toEqual({ result: { seq: { N: '1' } }, replayed: false });
      expect(await make()).toEqual({ result: { seq: { N: '1' } }, replayed: true });
      expect((await events.getTaskEvents('t')).events).toHaveLength(1);
      clock.pass(100_000);
      expect(await make()).toEqual({ result: { seq: { N: '2' } }, replayed: false });
      expect((await events.getTaskEvents('t')).events.map((entry) => entry.idempotencyKey)).toEqual([
        'k',
        'k',
      ]);
    });

    it('gives up a request whose sequence was taken, so that it can be made again', async () => {
      const { store, events } = await opened();
      await events.appendEvent('t', event, 1);
      const make = (expectedSeq: number) =>
        appendOnce(store, 'k', request, () =>
          Promise.resolve({ taskId: 't', event, expectedSeq, result: {} }),
        );
      expect((await errorOf(make(1))).code).toBe('OptimisticConflict');
      expect(await make(2)).toEqual({ result: {}, replayed: false });
    });
  });
}
