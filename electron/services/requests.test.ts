import { describe, expect, it } from 'vitest';
import type { RequestFilter, RequestQuery, RequestRow } from '#shared/contract/requests.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { Conflict } from '#shared/model/conflict.ts';
import { AppError } from '#shared/errors/appError.ts';
import { memoryRequestStore } from '../stores/requests/memoryRequestStore.ts';
import type { RequestStore } from '../stores/requests/requestStore.ts';
import { createItemConflicts } from './itemConflicts.ts';
import { createRequests } from './requests.ts';

const REF = { connection: 'embedded', table: 'requests' };
const START = 1_768_449_225_123_456_700n;
const MINUTE = 60_000_000_000n;
const ALL: RequestFilter = { text: '', state: 'all', order: 'newest' };
const never = new AbortController().signal;

/** A service over a store in memory that holds three requests; `broken` replaces methods of the store. */
async function served(broken: Partial<RequestStore> = {}) {
  let now = START;
  let lists = 0;
  const store = memoryRequestStore({ now: () => (now += MINUTE) });
  const journalled: Conflict[] = [];
  const service = createRequests({
    withStore: (_ref, work) => work({ ...store, ...broken }),
    tables: {
      item: (_ref, key) => Promise.resolve(store.rawOf('S' in (key['id'] ?? {}) ? idOf(key) : '')),
      describe: () => Promise.reject(new AppError('TableNotFound', { message: 'none' })),
    },
    conflicts: createItemConflicts({
      journalFor: () => ({ record: (conflict) => Promise.resolve(void journalled.push(conflict)) }),
      clock: () => 0,
      newId: () => 'c-1',
      warn: () => undefined,
    }),
    newId: () => `list-${(lists += 1)}`,
  });
  const requests = [
    { id: 'r-1', requester: 'ann', profile: 'production', expiresAt: START + 90n * MINUTE },
    { id: 'r-2', requester: 'ben', profile: 'production', expiresAt: START + 30n * MINUTE },
    { id: 'r-3', requester: 'ann', profile: 'staging', expiresAt: START + 60n * MINUTE },
  ];
  for (const request of requests) {
    await store.create({ ...request, reason: `Reason of ${request.id}`, duration: 2n ** 60n + 1n });
  }
  return { store, service, journalled };
}

const idOf = (key: AttributeMap): string => {
  const id = key['id'];
  return id !== undefined && 'S' in id ? id.S : '';
};

type Served = Awaited<ReturnType<typeof served>>;

/** Opens a list and waits until everything is read; `rows` shows it under a filter. */
async function listed({ service }: Served, query: RequestQuery) {
  const closing = new AbortController();
  let handle = '';
  let over: Promise<void> = Promise.resolve();
  await new Promise<void>((complete, failed) => {
    over = service.lists
      .open(REF, query, {
        signal: closing.signal,
        emit: (progress) => {
          handle = progress.handle;
          if (progress.complete) complete();
          return Promise.resolve();
        },
      })
      .catch((error: unknown) => failed(error instanceof Error ? error : new Error(String(error))));
  });
  return {
    rows: async (filter: Partial<RequestFilter> = {}): Promise<RequestRow[]> =>
      (await service.lists.range(handle, { ...ALL, ...filter }, { from: 0, to: 100 })).rows,
    counts: (filter: Partial<RequestFilter> = {}) => service.counts(handle, { ...ALL, ...filter }),
    close: async () => {
      closing.abort();
      await over;
    },
  };
}

const idsOf = (rows: readonly RequestRow[]): readonly string[] => rows.map(({ id }) => id);

const decision = async ({ service }: Served, id: string) => {
  const { item } = await service.get(REF, id, never);
  return { ...REF, id, seen: item ?? {}, to: 'approved', by: 'cas', writeId: `w-${id}` } as const;
};

describe('the lists', () => {
  it.each<[RequestQuery, readonly string[]]>([
    [{ by: 'requester', requester: 'ann' }, ['r-3', 'r-1']],
    [{ by: 'profile', profile: 'production' }, ['r-2', 'r-1']],
    [{ by: 'pending' }, ['r-3', 'r-2', 'r-1']],
  ])('reads %j, newest first', async (query, ids) => {
    const list = await listed(await served(), query);
    expect(idsOf(await list.rows())).toEqual(ids);
    expect((await list.rows())[0]?.duration).toBe('1152921504606846977');
    await list.close();
  });

  it('narrows by state and text, and orders by what expires first', async () => {
    const all = await served();
    all.store.putRaw({ id: { S: 'odd' }, status: { S: 'escalated' }, expires_at: { S: 'soon' } });
    await all.service.decide(await decision(all, 'r-2'), never);
    const list = await listed(all, { by: 'requester', requester: 'ann' });
    expect(idsOf(await list.rows({ text: 'REASON of r-3' }))).toEqual(['r-3']);
    expect(idsOf(await list.rows({ order: 'expiring' }))).toEqual(['r-3', 'r-1']);
    expect(idsOf(await list.rows({ state: 'approved' }))).toEqual([]);
    expect(await list.counts({ state: 'approved' })).toMatchObject({
      all: 2,
      pending: 2,
      approved: 0,
      other: 0,
    });
    expect(await list.counts({ text: 'r-3' })).toMatchObject({ all: 1, pending: 1 });
    await list.close();
  });

  it('follows a decision: out of the pending ones, into its state', async () => {
    const all = await served();
    const pending = await listed(all, { by: 'pending' });
    const mine = await listed(all, { by: 'requester', requester: 'ann' });
    await all.service.decide(await decision(all, 'r-1'), never);
    expect(idsOf(await pending.rows())).toEqual(['r-3', 'r-2']);
    expect(await mine.rows({ state: 'approved' })).toMatchObject([{ id: 'r-1', decidedBy: 'cas' }]);
    await pending.close();
    await mine.close();
  });
});

describe('a decision', () => {
  it('is written and told with the item as it is now', async () => {
    const all = await served();
    const outcome = await all.service.decide({ ...(await decision(all, 'r-1')), note: 'fine' }, never);
    expect(outcome).toMatchObject({
      outcome: 'written',
      item: { status: { S: 'approved' }, decided_by: { S: 'cas' }, decision_note: { S: 'fine' } },
    });
    expect(await all.service.decide(await decision(all, 'r-1'), never)).toMatchObject({ outcome: 'written' });
  });

  it('that loses is a conflict with its story, journalled', async () => {
    const all = await served();
    const late = await decision(all, 'r-1');
    const { updatedAt } = await all.store.get('r-1');
    await all.store.decide({ id: 'r-1', updatedAt }, { to: 'denied', by: 'dan' });
    const outcome = await all.service.decide(late, never);
    expect(outcome).toMatchObject({
      outcome: 'conflict',
      conflict: {
        taskId: 'r-1',
        attempt: { kind: 'item', action: 'approve it', lock: 'updated_at', expected: updatedAt },
        seenState: { status: { S: 'pending' } },
        actualState: { status: { S: 'denied' }, decided_by: { S: 'dan' } },
      },
    });
    expect(all.journalled).toHaveLength(1);
  });

  it('on what is gone is a conflict too, and takes it out of the lists', async () => {
    const all = await served();
    const list = await listed(all, { by: 'requester', requester: 'ann' });
    const late = await decision(all, 'r-1');
    await all.store.delete(await all.store.get('r-1').then(({ id, updatedAt }) => ({ id, updatedAt })));
    const outcome = await all.service.decide(late, never);
    expect(outcome).toMatchObject({ outcome: 'conflict', conflict: { actualState: {} } });
    expect(idsOf(await list.rows())).toEqual(['r-3']);
    await list.close();
  });

  it('on what is decided already is refused, and an unknown end is told as such', async () => {
    const all = await served();
    await all.service.decide(await decision(all, 'r-1'), never);
    const again = { ...(await decision(all, 'r-1')), writeId: 'another' };
    await expect(all.service.decide(again, never)).rejects.toMatchObject({ code: 'InvalidInput' });
    const lost = await served({
      decide: () => Promise.reject(new AppError('WriteOutcomeUnknown', { message: 'Nobody knows.' })),
    });
    expect(await lost.service.decide(await decision(lost, 'r-2'), never)).toEqual({
      outcome: 'unknown',
      message: 'Nobody knows.',
    });
  });
});
