import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAppError } from '#shared/errors/appError.ts';
import { errorOf } from '../errorOf.fixture.ts';
import type { Begun } from './idempotencyStore.ts';
import {
  begin,
  HASH,
  RESULT as result,
  withTestClock,
  type OpenIdempotency,
} from './idempotencyUnderTest.fixture.ts';

/** The suite of who holds a request, and for how long, that every idempotency store passes (CONTRACTS 1). */
export function idempotencyHoldingContract(
  name: string,
  open: OpenIdempotency,
  /** How many examples a property test tries. */
  runs: number,
): void {
  const opened = () => withTestClock(open);

  describe(`idempotency store, held requests: ${name}`, () => {
    it('takes over what has expired, and no second before', async () => {
      const { store, clock } = await opened();
      expect((await store.begin('k', HASH, { leaseSeconds: 10 })).outcome).toBe('begun');
      clock.pass(9);
      expect((await store.begin('k', HASH)).outcome).toBe('inProgress');
      clock.pass(2);
      const second = await begin(store, 'k');
      await store.complete(second, { result: { run: { N: '2' } } }, { keepSeconds: 100 });
      clock.pass(99);
      expect((await store.begin('k', HASH)).outcome).toBe('replay');
      clock.pass(2);
      const third = await begin(store, 'k');
      await store.complete(third, { result: { run: { N: '3' } } });
      expect(await store.begin('k', HASH)).toMatchObject({ result: { run: { N: '3' } } });
    });

    it('lets one of twenty simultaneous begins run', async () => {
      const { store } = await opened();
      const found = await Promise.all(Array.from({ length: 20 }, () => store.begin('race', HASH)));
      expect(found.filter(({ outcome }) => outcome === 'begun')).toHaveLength(1);
      expect(found.filter(({ outcome }) => outcome === 'inProgress')).toHaveLength(19);
    });

    it('lets one of twenty simultaneous takers take over', async () => {
      const { store, clock } = await opened();
      const lost = await begin(store, 'race');
      clock.pass(301);
      const found = await Promise.all(Array.from({ length: 20 }, () => store.begin('race', HASH)));
      const winners = found.flatMap((entry) => (entry.outcome === 'begun' ? [entry.begun] : []));
      expect(winners).toHaveLength(1);
      expect(await errorOf(store.complete(lost, { result }))).toMatchObject({
        code: 'ConcurrentModification',
        details: { key: 'race', expected: lost.owner },
      });
      for (const winner of winners) await store.complete(winner, { result });
    });

    it('begins anew under its own name once its lease is over', async () => {
      const { store, clock } = await opened();
      await store.begin('k', HASH, { owner: 'me' });
      clock.pass(400);
      const again = await store.begin('k', HASH, { owner: 'me' });
      expect(again).toMatchObject({ outcome: 'begun', begun: { createdAt: clock.now().toISOString() } });
      expect(await store.begin('k', HASH)).toMatchObject({ outcome: 'inProgress' });
    });

    it('completes after its expiry as long as nobody has taken over', async () => {
      const { store, clock } = await opened();
      const begun = await begin(store, 'k');
      clock.pass(1000);
      await store.complete(begun, { result });
      expect((await store.begin('k', HASH)).outcome).toBe('replay');
    });

    it('gives up only what is still its own', async () => {
      const { store, clock } = await opened();
      const first = await begin(store, 'k');
      expect(await store.release(first)).toBe(true);
      expect(await store.release(first)).toBe(false);
      const second = await begin(store, 'k', 'sha256:2');
      clock.pass(301);
      const third = await begin(store, 'k');
      expect(await store.release(second)).toBe(false);
      await store.complete(third, { result });
      expect(await store.release(third)).toBe(false);
      expect((await store.begin('k', HASH)).outcome).toBe('replay');
    });

    it('never has two at one request, whatever the order of steps', async () => {
      const { store, clock } = await opened();
      let request = 0;
      const step = fc.oneof(
        fc.constant({ do: 'begin' as const }),
        fc.record({ do: fc.constantFrom('complete' as const, 'release' as const), who: fc.nat(4) }),
        fc.record({ do: fc.constant('pass' as const), seconds: fc.constantFrom(1, 299, 300, 100_000) }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
          const mine = `request ${(request += 1)}`;
          const all: Begun[] = [];
          let holder: { begun: Begun; until: number; done: boolean } | undefined;
          const seconds = () => clock.now().getTime() / 1000;
          for (const what of steps) {
            if (what.do === 'pass') {
              clock.pass(what.seconds);
            } else if (what.do === 'begin') {
              const found = await store.begin(mine, HASH);
              const live = holder !== undefined && seconds() < holder.until;
              expect(found.outcome).toBe(!live ? 'begun' : holder?.done === true ? 'replay' : 'inProgress');
              if (found.outcome !== 'begun') continue;
              all.push(found.begun);
              holder = { begun: found.begun, until: found.begun.expiresAt, done: false };
            } else {
              const begun = all[what.who % Math.max(1, all.length)];
              if (begun === undefined) continue;
              const ours = holder?.begun.owner === begun.owner;
              if (what.do === 'release') {
                const wasOurs = ours && holder?.done === false;
                expect(await store.release(begun)).toBe(wasOurs);
                if (wasOurs) holder = undefined;
              } else {
                const code = await store.complete(begun, { result }).then(
                  () => 'done',
                  (error: unknown) => (isAppError(error) ? error.code : String(error)),
                );
                expect(code).toBe(ours ? 'done' : 'ConcurrentModification');
                // Completed twice, it keeps the expiry of the first time.
                if (ours && holder?.done === false) {
                  holder = { begun, until: Math.ceil(seconds() + 86_400), done: true };
                }
              }
            }
          }
        }),
        { numRuns: runs },
      );
    });
  });
}
