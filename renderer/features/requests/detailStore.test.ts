import { describe, expect, it } from 'vitest';
import type { AppClient } from '#shared/contract/index.ts';
import type { ItemWriteOutcome } from '#shared/contract/itemWrites.ts';
import { AppError } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { Conflict } from '#shared/model/conflict.ts';
import { createDetailStore, type FoundRequest } from './detailStore.ts';

const REF = { connection: 'embedded', table: 'requests' };

const found = (status: string, updatedAt: string, more: AttributeMap = {}): FoundRequest => ({
  request: { id: 'r', status, updatedAt },
  item: { id: { S: 'r' }, status: { S: status }, updated_at: { S: updatedAt }, ...more },
});

const CONFLICT: Conflict = {
  ...{ id: 'c', at: '2026-01-01T00:00:00Z', table: 'requests', taskId: 'r', evidence: 'recorded' },
  ...{ seenState: {}, actualState: {}, actualSeq: 0 },
  attempt: {
    ...{ kind: 'item', layout: 'request', key: 'r', action: 'approve it', lock: 'updated_at' },
    ...{ expected: '1', met: '2', wanted: {} },
  },
};

type DecideInput = Parameters<AppClient['requests']['decide']>[0];

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

/** A shown request on a host whose answers the test gives. */
async function shown(first: FoundRequest = found('pending', '1')) {
  const sent: DecideInput[] = [];
  const notices: string[] = [];
  const host: {
    get: (signal?: AbortSignal) => Promise<FoundRequest>;
    decide: (signal?: AbortSignal) => Promise<ItemWriteOutcome>;
  } = {
    get: () => Promise.resolve(first),
    decide: () => Promise.resolve({ outcome: 'written', item: null }),
  };
  const never = () => Promise.reject(new Error('not asked for here'));
  let names = 0;
  const store = createDetailStore({
    client: {
      requests: {
        ...{ open: never, range: never, indexOf: never, reload: never, counts: never },
        get: (_, options) => host.get(options?.signal),
        decide: (input, options) => {
          sent.push(input);
          return host.decide(options?.signal);
        },
      },
    },
    tableRef: REF,
    onNotice: (text) => void notices.push(text),
    newId: () => `w-${(names += 1)}`,
  });
  store.getState().open('r');
  await settled();
  return { store, host, sent, notices };
}

describe('a decision', () => {
  it('is sent with what was seen when it was begun, and closes once it is written', async () => {
    const { store, host, sent, notices } = await shown();
    store.getState().decide('approved');
    host.get = () => Promise.resolve(found('pending', '2'));
    store.getState().reload();
    await settled();
    store.getState().edit({ by: ' olena ', note: 'fine' });
    await store.getState().submit();
    expect(sent).toMatchObject([
      { ...REF, id: 'r', to: 'approved', by: 'olena', note: 'fine', seen: { updated_at: { S: '1' } } },
    ]);
    expect(store.getState().decision).toBeUndefined();
    expect(notices).toEqual(['Request r approved']);
    store.getState().decide('denied');
    expect(store.getState().decision).toMatchObject({ by: ' olena ', note: '' });
  });

  it('that lost goes on from what is there now, under a new name', async () => {
    const { store, host, sent } = await shown();
    host.decide = () => Promise.resolve({ outcome: 'conflict', conflict: CONFLICT });
    store.getState().decide('denied');
    store.getState().edit({ note: 'kept' });
    await store.getState().submit();
    expect(store.getState().decision?.step).toEqual({ step: 'conflict', conflict: CONFLICT });
    host.get = () => Promise.resolve(found('pending', '2'));
    await store.getState().tryOnTop();
    expect(store.getState().decision).toMatchObject({
      ...{ note: 'kept', step: { step: 'editing' } },
      ...{ seen: { updated_at: { S: '2' } }, movedFrom: { updated_at: { S: '1' } } },
    });
    await store.getState().submit();
    expect(sent.map(({ seen }) => seen['updated_at'])).toEqual([{ S: '1' }, { S: '2' }]);
    expect(new Set(sent.map(({ writeId }) => writeId)).size).toBe(2);
  });

  it('cannot be sent once the request is decided or gone', async () => {
    const { store, host, sent } = await shown();
    store.getState().decide('denied');
    for (const now of [found('approved', '2'), { request: null, item: null }]) {
      host.get = () => Promise.resolve(now);
      await store.getState().tryOnTop();
      await store.getState().submit();
    }
    expect(sent).toEqual([]);
    expect(store.getState().decision?.seen).toEqual({});
  });

  it('that nobody waits for any longer is unknown; one that was refused was not written', async () => {
    const { store, host } = await shown();
    store.getState().decide('approved');
    host.decide = (signal) =>
      new Promise((_, fail) =>
        signal?.addEventListener('abort', () => fail(new AppError('Cancelled', { message: '' }))),
      );
    const waiting = store.getState().submit();
    expect(store.getState().decision?.step.step).toBe('pending');
    store.getState().close();
    expect(store.getState().decision).toBeDefined();
    store.getState().stopWaiting();
    await waiting;
    expect(store.getState().decision?.step.step).toBe('unknown');
    host.decide = () => Promise.reject(new AppError('AccessDenied', { message: 'no' }));
    await store.getState().submit();
    expect(store.getState().decision?.step).toMatchObject({ step: 'failed', during: 'write' });
  });
});

it('keeps what is shown while it is read again, and tells a failure beside it', async () => {
  const { store, host } = await shown();
  host.get = () => Promise.reject(new AppError('Unreachable', { message: 'away' }));
  store.getState().reload();
  await settled();
  expect(store.getState().reading).toMatchObject({ phase: 'failed' });
  expect(store.getState().shown?.request?.updatedAt).toBe('1');
  store.getState().open('other');
  expect(store.getState().shown).toBeUndefined();
});
