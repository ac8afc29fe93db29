import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeMap, stringOf, withAttribute, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { AccessRequest, NewAccessRequest } from '#shared/model/accessRequest.ts';
import { nanoTimeText, parseNanoTime } from '#shared/model/nanoTime.ts';
import { errorOf } from '../errorOf.fixture.ts';
import type { ListOptions, RequestPage, RequestStore } from './requestStore.ts';

/** What the suite needs of an implementation: an empty store by a given clock, and the table behind it. */
export interface StoreUnderTest {
  readonly store: RequestStore;
  readonly putRaw: (items: readonly AttributeMap[]) => Promise<void>;
  readonly rawOf: (id: string) => Promise<AttributeMap | undefined>;
}

/** Opens an empty store whose clock shows what `now` gives. */
export type OpenStore = (now: () => bigint) => Promise<StoreUnderTest> | StoreUnderTest;

const START = 1_768_449_225_123_456_700n;
const HOUR = 3_600_000_000_000n;

const ask = (id: string, more: Partial<NewAccessRequest> = {}): NewAccessRequest => ({
  id,
  requester: 'ann',
  profile: 'production',
  reason: 'A broken import',
  duration: HOUR,
  expiresAt: START + HOUR,
  ...more,
});

/** Keys that would break a store that builds expressions carelessly. */
const HOSTILE = ['a#b:c', ':seen', '#status', '日本語🦊', '\u202Eleft', '__proto__', ' " \\ \u0000 \n'];

const hostileText = fc.oneof(
  fc.constantFrom(...HOSTILE, 'x'.repeat(2048), '🦊'.repeat(512)),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
);

const everyPage = async (list: (options: ListOptions) => Promise<RequestPage>, limit: number) => {
  const pages: (readonly AccessRequest[])[] = [];
  let after: AttributeMap | undefined;
  do {
    const page: RequestPage = await list({ limit, after });
    expect(page.requests.length).toBeLessThanOrEqual(limit);
    pages.push(page.requests);
    after = page.next;
  } while (after !== undefined);
  return pages.flat();
};

/** The suite that every request store passes: conditions, exact times, lists, tolerance (CONTRACTS 3). */
export function requestStoreContract(name: string, open: OpenStore): void {
  /** A store whose clock shows `START` and goes on by 100 ns with each look. */
  const ticking = () => {
    let now = START;
    return open(() => {
      now += 100n;
      return now - 100n;
    });
  };

  describe(`request store: ${name}`, () => {
    it('gives back what was created, whatever the texts, to the nanosecond', async () => {
      const { store, rawOf } = await open(() => START);
      let count = 0;
      const anyInt64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
      const anyTime = fc.bigInt({ min: 0n, max: 253_402_300_799_999_999_999n });
      await fc.assert(
        fc.asyncProperty(
          hostileText,
          hostileText,
          fc.string({ unit: 'grapheme' }),
          anyInt64,
          anyTime,
          async (text, profile, reason, duration, expiresAt) => {
            const mark = String((count += 1));
            const id = `${text.slice(0, 400)}${mark}`;
            await store.create({ id, requester: text, profile, reason, duration, expiresAt });
            expect(await store.get(id)).toEqual({
              ...{ id, requester: text, profile, reason, duration, status: 'pending' },
              createdAt: nanoTimeText(START),
              updatedAt: nanoTimeText(START),
              expiresAt: nanoTimeText(expiresAt),
            });
            const raw = await rawOf(id);
            expect(raw).toMatchObject({
              duration: { N: String(duration) },
              ttl: { N: String(expiresAt / 1_000_000_000n) },
            });
          },
        ),
        { numRuns: 40 },
      );
    });

    it('creates an id once', async () => {
      const { store } = await ticking();
      await store.create(ask('a'));
      const error = await errorOf(store.create(ask('a', { reason: 'another' })));
      expect(error).toMatchObject({ code: 'RequestExists', details: { id: 'a' } });
      expect((await store.get('a')).reason).toBe('A broken import');
    });

    it('tells an absent request as RequestNotFound, whatever is asked of it', async () => {
      const { store, rawOf } = await ticking();
      for (const updatedAt of [nanoTimeText(START), undefined]) {
        const seen = { id: 'a', updatedAt };
        for (const work of [
          () => store.get('a'),
          () => store.update(seen, { reason: 'x' }),
          () => store.decide(seen, { to: 'approved' }),
          () => store.delete(seen),
        ]) {
          expect(await errorOf(work())).toMatchObject({ code: 'RequestNotFound', details: { id: 'a' } });
        }
      }
      expect(await rawOf('a')).toBeUndefined();
    });

    it.each(HOSTILE)('keeps id %j apart from every other', async (id) => {
      const { store } = await ticking();
      await store.create(ask(id));
      await store.create(ask('a'));
      await store.decide(await seenOf(store, id), { to: 'denied', by: id, note: id });
      expect(await store.get(id)).toMatchObject({ id, status: 'denied', decidedBy: id, decisionNote: id });
      expect((await store.get('a')).status).toBe('pending');
    });

    it('changes what it is told to and nothing else', async () => {
      const { store, rawOf, putRaw } = await ticking();
      await store.create(ask('a'));
      const strange = attributeMap([
        ...Object.entries((await rawOf('a')) ?? {}),
        ['__proto__', { M: { deep: { NS: ['1', '2'] } } }],
        ['ticket', { N: '12345678901234567890.123456789012345678' }],
        ['status', { S: 'escalated' }],
      ]);
      await putRaw([strange]);
      await store.update(await seenOf(store, 'a'), { reason: 'more', duration: 1n, expiresAt: START + 1n });
      const raw = (await rawOf('a')) ?? {};
      expect(Object.keys(raw).sort()).toEqual(Object.keys(strange).sort());
      for (const name of ['__proto__', 'ticket', 'status', 'requester', 'created_at']) {
        expect(Object.entries(raw).find(([known]) => known === name)).toEqual(
          Object.entries(strange).find(([known]) => known === name),
        );
      }
      expect(raw).toMatchObject({
        reason: { S: 'more' },
        duration: { N: '1' },
        expires_at: { S: nanoTimeText(START + 1n) },
        ttl: { N: '1768449225' },
      });
      expect(stringOf(raw, 'write_id')).not.toBe(stringOf(strange, 'write_id'));
    });

    it('tells a change since it was seen as ConcurrentModification', async () => {
      const { store } = await ticking();
      await store.create(ask('a'));
      const seen = await seenOf(store, 'a');
      await store.update(seen, { reason: 'first' });
      for (const work of [
        () => store.update(seen, { reason: 'second' }),
        () => store.decide(seen, { to: 'approved' }),
        () => store.delete(seen),
        () => store.update({ id: 'a', updatedAt: undefined }, { reason: 'third' }),
      ]) {
        expect((await errorOf(work())).code).toBe('ConcurrentModification');
      }
      expect((await errorOf(store.delete(seen))).details).toEqual({ key: 'a', expected: seen.updatedAt });
      expect(await store.get('a')).toMatchObject({ reason: 'first', status: 'pending' });
    });

    it('decides a pending request once, and no other', async () => {
      const { store, putRaw } = await ticking();
      for (const to of ['approved', 'denied', 'cancelled', 'expired'] as const) {
        await store.create(ask(to));
        await store.decide(await seenOf(store, to), { to, by: 'ben', note: 'fine' });
        expect(await store.get(to)).toMatchObject({ status: to, decidedBy: 'ben', decisionNote: 'fine' });
        const again = await errorOf(store.decide(await seenOf(store, to), { to: 'approved', by: 'eve' }));
        expect(again.code).toBe('InvalidInput');
        expect(again.message).toContain(to);
        expect((await store.get(to)).decidedBy).toBe('ben');
      }
      await putRaw([{ id: { S: 'odd' }, updated_at: { S: 'u' }, status: { S: 'escalated' } }]);
      const odd = store.decide({ id: 'odd', updatedAt: 'u' }, { to: 'approved' });
      expect((await errorOf(odd)).code).toBe('InvalidInput');
    });

    it('moves the lock strictly forward, whether the clock stands still or goes back', async () => {
      let now = START;
      const { store } = await open(() => now);
      await store.create(ask('a'));
      const locks = [(await store.get('a')).updatedAt];
      for (const step of [0n, 0n, -HOUR, 5n, -1n, HOUR]) {
        now += step;
        await store.update(await seenOf(store, 'a'), {});
        locks.push((await store.get('a')).updatedAt);
      }
      const times = locks.map((lock) => parseNanoTime(lock ?? '') ?? 0n);
      times.slice(1).forEach((time, index) => expect(time > (times[index] ?? time)).toBe(true));
      expect(new Set(locks).size).toBe(7);
      expect([...locks].sort()).toEqual(locks);
    });

    it('lets exactly one of twenty concurrent changes win', async () => {
      // One clock for all, standing still: the lock must tell them apart all the same.
      const { store } = await open(() => START);
      await store.create(ask('race'));
      const seen = await seenOf(store, 'race');
      const results = await Promise.allSettled(
        Array.from({ length: 20 }, (_, index) =>
          index % 2 === 0
            ? store.decide(seen, { to: 'approved', by: `w${index}` })
            : store.update(seen, { reason: `w${index}` }),
        ),
      );
      const lost = results.flatMap((result): readonly unknown[] =>
        result.status === 'rejected' ? [result.reason] : [],
      );
      expect(lost).toHaveLength(19);
      for (const error of lost) expect(error).toMatchObject({ code: 'ConcurrentModification' });
      const winner = results.findIndex((result) => result.status === 'fulfilled');
      const { decidedBy, reason } = await store.get('race');
      expect(winner % 2 === 0 ? decidedBy : reason).toBe(`w${winner}`);
    });

    it('lets exactly one of twenty concurrent creations win', async () => {
      const { store } = await open(() => START);
      const results = await Promise.allSettled(
        Array.from({ length: 20 }, (_, index) => store.create(ask('race', { reason: `w${index}` }))),
      );
      const winners = results.flatMap(({ status }, index) => (status === 'fulfilled' ? [`w${index}`] : []));
      expect(winners).toEqual([(await store.get('race')).reason]);
    });

    it('does a write with the same id once, however often it is made', async () => {
      const { store, rawOf } = await ticking();
      for (let time = 0; time < 3; time += 1) await store.create(ask('a'), { writeId: 'one' });
      const created = await rawOf('a');
      expect(created).toMatchObject({ created_at: { S: nanoTimeText(START) } });
      const seen = await seenOf(store, 'a');
      await store.decide(seen, { to: 'approved', by: 'ben' }, { writeId: 'two' });
      const decided = await rawOf('a');
      await store.decide(seen, { to: 'approved', by: 'ben' }, { writeId: 'two' });
      expect(await rawOf('a')).toEqual(decided);
    });

    it('deletes what is as it was seen', async () => {
      const { store } = await ticking();
      await store.create(ask('a'));
      await store.delete(await seenOf(store, 'a'));
      expect((await errorOf(store.get('a'))).code).toBe('RequestNotFound');
    });

    it('lists by requester, by profile and what is pending, newest first, page by page', async () => {
      const { store } = await ticking();
      const ids = Array.from({ length: 23 }, (_, index) => `r${index}`);
      for (const [index, id] of ids.entries()) {
        const who = { requester: index % 2 === 0 ? 'a#:n' : 'ben', profile: index % 3 === 0 ? 'p:1' : 'p' };
        await store.create(ask(id, who));
        if (index % 5 === 0) await store.decide(await seenOf(store, id), { to: 'denied' });
      }
      const idsOf = async (list: (options: ListOptions) => Promise<RequestPage>) =>
        (await everyPage(list, 4)).map(({ id }) => id);
      const expected = (keep: (index: number) => boolean) => ids.filter((_, at) => keep(at)).reverse();
      expect(await idsOf((page) => store.listByRequester('a#:n', page))).toEqual(
        expected((index) => index % 2 === 0),
      );
      expect(await idsOf((page) => store.listByProfile('p:1', page))).toEqual(
        expected((index) => index % 3 === 0),
      );
      expect(await idsOf((page) => store.listPending(page))).toEqual(expected((index) => index % 5 !== 0));
      expect(await store.listByRequester('nobody')).toEqual({ requests: [], next: undefined });
    });

    it('orders a page by time where others wrote texts that do not sort', async () => {
      const { store, putRaw } = await ticking();
      const foreign = (id: string, at: string): AttributeMap => ({
        ...{ id: { S: id }, requester: { S: 'go' }, profile: { S: 'p' }, status: { S: 'pending' } },
        ...{ created_at: { S: at }, updated_at: { S: at }, write_id: { S: 'theirs' } },
      });
      await putRaw([
        foreign('whole', '2026-01-15T03:53:45Z'),
        foreign('half', '2026-01-15T03:53:45.5Z'),
        foreign('nano', '2026-01-15T03:53:45.000000001Z'),
        foreign('offset', '2026-01-15T05:53:44+02:00'),
        foreign('broken', 'yesterday'),
      ]);
      const { requests } = await store.listByRequester('go');
      expect(requests.map(({ id }) => id)).toEqual(['half', 'nano', 'whole', 'offset', 'broken']);
      await store.decide({ id: 'half', updatedAt: '2026-01-15T03:53:45.5Z' }, { to: 'cancelled' });
      expect((await store.get('half')).status).toBe('cancelled');
    });

    it('reads and changes what others wrote, however little of it fits', async () => {
      const { store, putRaw, rawOf } = await ticking();
      await putRaw([
        { id: { S: 'bare' } },
        {
          id: { S: 'odd' },
          status: { S: 'escalated' },
          duration: { N: '0.5' },
          reason: { N: '1' },
          updated_at: { S: 'yesterday' },
          expires_at: { S: '' },
        },
        { id: { S: 'typed' }, updated_at: { N: '5' } },
      ]);
      expect(await store.get('bare')).toEqual({ id: 'bare' });
      expect(await store.get('odd')).toEqual({
        ...{ id: 'odd', status: 'escalated', updatedAt: 'yesterday', expiresAt: '' },
      });
      await store.update({ id: 'bare', updatedAt: undefined }, { reason: 'now' });
      await store.update({ id: 'odd', updatedAt: 'yesterday' }, { duration: 2n });
      expect(await rawOf('odd')).toMatchObject({ status: { S: 'escalated' }, expires_at: { S: '' } });
      expect(parseNanoTime((await store.get('odd')).updatedAt ?? '')).toBeDefined();
      const typed = await errorOf(store.update({ id: 'typed', updatedAt: undefined }, { reason: 'x' }));
      expect(typed.code).toBe('CorruptItem');
    });

    it('hands over the whole table, each request once', async () => {
      const { store, putRaw, rawOf } = await ticking();
      await store.create(ask('r'));
      const raw = (await rawOf('r')) ?? {};
      const ids = Array.from({ length: 1200 }, (_, index) => `r${index}`);
      await putRaw(ids.map((id) => withAttribute(raw, 'id', { S: id })));
      const found: string[] = [];
      let items = 0;
      await store.readAll({
        signal: new AbortController().signal,
        onRequests: async (requests, progress) => {
          await Promise.resolve();
          found.push(...requests.map(({ id }) => id));
          items = progress.items;
        },
      });
      expect(found.sort()).toEqual(['r', ...ids].sort());
      expect(items).toBe(1201);
    });

    it('rejects what could not be stored as said', async () => {
      const { store } = await ticking();
      const seen = { id: 'a', updatedAt: undefined };
      for (const work of [
        () => store.create(ask('')),
        () => store.create(ask('x'.repeat(2049))),
        () => store.create(ask('a', { id: '\uD800' })),
        () => store.create(ask('a', { requester: '' })),
        () => store.create(ask('a', { profile: '🦊'.repeat(513) })),
        () => store.create(ask('a', { reason: 'half \uDFFF' })),
        () => store.create(ask('a', { duration: 2n ** 63n })),
        () => store.create(ask('a', { expiresAt: 253_402_300_800_000_000_000n })),
        () => store.update(seen, { profile: '' }),
        () => store.decide(seen, { to: 'approved', note: '\uD800' }),
        () => store.update({ id: 'a', updatedAt: '9999-12-31T23:59:59.999999999Z' }, {}),
        () => store.listPending({ limit: 0 }),
        () => store.listPending({ limit: 1001 }),
        () => store.listByProfile(''),
      ]) {
        expect((await errorOf(work())).code).toBe('InvalidInput');
      }
    });

    it('ends with Cancelled when its signal is aborted', async () => {
      const { store } = await ticking();
      await store.create(ask('a'));
      const seen = await seenOf(store, 'a');
      const stop = new AbortController();
      stop.abort();
      const { signal } = stop;
      for (const work of [
        () => store.create(ask('b'), { signal }),
        () => store.get('a', { signal }),
        () => store.update(seen, { reason: 'x' }, { signal }),
        () => store.decide(seen, { to: 'denied' }, { signal }),
        () => store.delete(seen, { signal }),
        () => store.listPending({ signal }),
        () => store.readAll({ signal, onRequests: () => undefined }),
      ]) {
        expect((await errorOf(work())).code).toBe('Cancelled');
      }
      expect(await seenOf(store, 'a')).toEqual(seen);
    });
  });
}

const seenOf = async (store: RequestStore, id: string) => {
  const { updatedAt } = await store.get(id);
  return { id, updatedAt };
};
