import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorOf } from '../errorOf.fixture.ts';
import {
  begin,
  EVENT as event,
  HASH,
  RESULT as result,
  withTestClock,
  type OpenIdempotency,
} from './idempotencyUnderTest.fixture.ts';
import { recordKey } from './records.ts';

/** Keys that would break a store that builds keys or expressions carelessly. */
const key = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  fc.string({ unit: fc.constantFrom('#', ':', '"', '\\', '\u0000', '日', '🦊', ' '), minLength: 1 }),
  fc.constantFrom('REQUEST', '__proto__', 'IDEMPOTENCY#a', 'x'.repeat(2036)),
);

/** The suite that every idempotency store passes (CONTRACTS 1). */
export function idempotencyStoreContract(
  name: string,
  open: OpenIdempotency,
  /** How many examples a property test tries. */
  runs: number,
): void {
  const opened = () => withTestClock(open);

  describe(`idempotency store: ${name}`, () => {
    it('begins a request, tells repeats that it is in progress, then gives them its result', async () => {
      const { store } = await opened();
      expect(await store.get('k')).toBeUndefined();
      const begun = await begin(store, 'k');
      expect(begun).toMatchObject({ key: 'k', createdAt: '2099-01-02T03:04:05.678Z' });
      expect(await store.begin('k', HASH)).toEqual({
        outcome: 'inProgress',
        until: '2099-01-02T03:09:06.000Z',
      });
      expect(await store.get('k')).toMatchObject({ status: 'IN_PROGRESS', requestHash: HASH });
      await store.complete(begun, { result, taskId: 't', eventSeq: 3 });
      const found = await store.begin('k', HASH);
      expect(found).toMatchObject({
        outcome: 'replay',
        record: { status: 'COMPLETED', taskId: 't', eventSeq: 3 },
      });
      if (found.outcome !== 'replay') return;
      expect(Object.entries(found.result).sort()).toEqual(Object.entries(result).sort());
    });

    it('refuses the same key for another request, in progress or completed, until it expires', async () => {
      const { store, clock } = await opened();
      const begun = await begin(store, 'k');
      const expected = { code: 'IdempotencyKeyReused', details: { key: 'k' } };
      expect(await errorOf(store.begin('k', 'sha256:2'))).toMatchObject(expected);
      await store.complete(begun, { result }, { keepSeconds: 60 });
      expect(await errorOf(store.begin('k', 'sha256:2'))).toMatchObject(expected);
      clock.pass(61);
      expect((await store.begin('k', 'sha256:2')).outcome).toBe('begun');
    });

    it('notes when repeats were answered from a record, up to a hundred of them', async () => {
      const { store, clock } = await opened();
      await store.complete(await begin(store, 'k'), { result });
      expect((await store.get('k'))?.replayedAt).toBeUndefined();
      const times: string[] = [];
      for (let repeat = 0; repeat < 102; repeat += 1) {
        clock.pass(1);
        if (repeat < 100) times.push(clock.now().toISOString());
        expect((await store.begin('k', HASH)).outcome).toBe('replay');
      }
      expect((await store.get('k'))?.replayedAt).toEqual(times);
      clock.pass(100_000);
      await begin(store, 'k');
      expect((await store.get('k'))?.replayedAt).toBeUndefined();
    });

    it('does a begin and a completion with the same name once, however often they are made', async () => {
      const { store, clock } = await opened();
      const first = await store.begin('k', HASH, { owner: 'me' });
      clock.pass(5);
      expect(await store.begin('k', HASH, { owner: 'me' })).toEqual(first);
      const begun = first.outcome === 'begun' ? first.begun : await begin(store, 'never');
      await store.complete(begun, { result });
      await store.complete(begun, { result });
      const other = store.complete(begun, { result: { other: { BOOL: true } } });
      expect((await errorOf(other)).code).toBe('ConcurrentModification');
      expect((await store.begin('k', HASH, { owner: 'me' })).outcome).toBe('replay');
    });

    it('appends the event and completes the record together, or neither', async () => {
      const { store, events } = await opened();
      const begun = await begin(store, 'k');
      const append = { taskId: 't', event, expectedSeq: 1, result };
      const written = { ...event, idempotencyKey: 'k', seq: 1, key: 'EVENT#0001' };
      expect(await store.appendAndComplete(begun, append)).toEqual(written);
      expect(await store.appendAndComplete(begun, append)).toEqual(written);
      expect((await events.getTaskEvents('t')).events).toEqual([written]);
      expect(await store.get('k')).toMatchObject({ status: 'COMPLETED', taskId: 't', eventSeq: 1 });

      const late = await begin(store, 'late');
      const taken = store.appendAndComplete(late, append);
      expect(await errorOf(taken)).toMatchObject({ code: 'OptimisticConflict', details: { expectedSeq: 1 } });
      expect(await store.get('late')).toMatchObject({ status: 'IN_PROGRESS' });
      await store.appendAndComplete(late, { ...append, expectedSeq: 2 });
      expect(await store.get('late')).toMatchObject({ status: 'COMPLETED', eventSeq: 2 });
    });

    it('appends nothing for a request that has been taken over', async () => {
      const { store, events, clock } = await opened();
      const begun = await begin(store, 'k');
      clock.pass(301);
      const other = await begin(store, 'k');
      const append = { taskId: 't', event, expectedSeq: 1, result };
      expect((await errorOf(store.appendAndComplete(begun, append))).code).toBe('ConcurrentModification');
      expect((await events.getTaskEvents('t')).events).toEqual([]);
      await store.appendAndComplete(other, append);
      expect((await errorOf(store.appendAndComplete(begun, append))).code).toBe('ConcurrentModification');
      expect((await events.getTaskEvents('t')).events).toHaveLength(1);
    });

    it('reads what foreign writers leave, and never runs beside what is live', async () => {
      const { store, putRaw, clock } = await opened();
      const seconds = Math.floor(clock.now().getTime() / 1000);
      const live = { N: String(seconds + 100) };
      const gone = { N: String(seconds - 1) };
      const done = { S: 'COMPLETED' };
      await putRaw({ ...recordKey('bare') });
      await putRaw({ ...recordKey('no hash'), status: done, result: { M: result }, expires_at: live });
      await putRaw({ ...recordKey('other status'), status: { S: 'FAILED' }, expires_at: live });
      await putRaw({ ...recordKey('no result'), status: done, request_hash: { S: HASH } });
      await putRaw({ ...recordKey('gone'), status: done, request_hash: { S: 'theirs' }, expires_at: gone });
      await putRaw({ ...recordKey('text expiry'), status: { S: 'IN_PROGRESS' }, expires_at: { S: '1' } });
      expect(await store.begin('bare', HASH)).toEqual({ outcome: 'inProgress', until: undefined });
      expect(await store.begin('no hash', HASH)).toMatchObject({ outcome: 'replay' });
      expect(await store.begin('other status', HASH)).toMatchObject({ outcome: 'inProgress' });
      expect(await store.begin('no result', HASH)).toMatchObject({ outcome: 'replay', result: {} });
      expect(await store.begin('gone', HASH)).toMatchObject({ outcome: 'begun' });
      expect(await store.begin('text expiry', HASH)).toMatchObject({ outcome: 'inProgress' });
      expect(await store.get('bare')).toEqual({ key: 'bare' });
    });

    it('gives many records at once, without those that are absent', async () => {
      const { store } = await opened();
      const keys = Array.from({ length: 30 }, (_, index) => `k#${index}`);
      for (const one of keys.slice(0, 20)) await begin(store, one);
      const found = await store.getMany(keys);
      expect(found.map((record) => record.key).sort()).toEqual(keys.slice(0, 20).sort());
      expect(await store.getMany([])).toEqual([]);
    });

    it('keeps every key apart from every other', async () => {
      const { store } = await opened();
      const used = new Set<string>();
      await fc.assert(
        fc.asyncProperty(fc.uniqueArray(key, { maxLength: 3 }), async (generated) => {
          const keys = generated.filter((one) => !used.has(one));
          for (const one of keys) {
            used.add(one);
            await store.complete(await begin(store, one), { result: { key: { S: one } } });
          }
          for (const one of keys) {
            const answer = { key: { S: one } };
            expect(await store.begin(one, HASH)).toMatchObject({ outcome: 'replay', result: answer });
            expect((await store.get(one))?.key).toBe(one);
          }
        }),
        { numRuns: runs },
      );
    });

    it('rejects keys that could not be stored, and ends with Cancelled when its signal is aborted', async () => {
      const { store } = await opened();
      expect((await errorOf(store.begin('', HASH))).code).toBe('InvalidInput');
      expect((await errorOf(store.get('é'.repeat(1019)))).code).toBe('InvalidInput');
      const signal = AbortSignal.abort();
      expect((await errorOf(store.begin('k', HASH, { signal }))).code).toBe('Cancelled');
      expect(await store.get('k')).toBeUndefined();
    });
  });
}
