import { describe, expect, test } from 'vitest';
import { AppError } from '#shared/errors/appError.ts';
import type { Conflict } from '#shared/model/conflict.ts';
import { expectation, meeting } from './rowWords.ts';
import { matching, selectAll, seqToOpen, shownOf } from './selectors.ts';
import { createConflictsStore } from './store.ts';

const conflict = (id: string, at: string, more: Partial<Conflict> = {}): Conflict => ({
  id,
  at,
  table: 'tasks',
  taskId: `ord-${id}`,
  evidence: 'recorded',
  attempt: { kind: 'append', expectedSeq: 19, event: { type: 'TaskSucceeded', at, actor: 'ada' } },
  winner: { type: 'TaskFailed', at, seq: 19, key: 'EVENT#0019', actor: 'w-7' },
  seenState: {},
  actualState: {},
  actualSeq: 20,
  ...more,
});
const FIRST = conflict('1', '2026-11-01T10:00:00Z');
const SECOND = conflict('2', '2026-11-01T11:00:00Z');
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

function open() {
  const scopes: unknown[] = [];
  const host: { list: () => Promise<Conflict[]>; meet: (conflict: Conflict) => void } = {
    list: () => Promise.resolve([FIRST]),
    meet: () => undefined,
  };
  const store = createConflictsStore({
    client: {
      conflicts: {
        list: (scope) => {
          scopes.push(scope);
          return host.list();
        },
        watch: (_, { signal, onItem }) => {
          host.meet = onItem;
          return new Promise((_, fail) =>
            signal?.addEventListener('abort', () => fail(new AppError('Cancelled', { message: '' }))),
          );
        },
      },
    },
  });
  return { host, scopes, store, ids: () => selectAll(store.getState()).map(({ id }) => id) };
}

describe('the list', () => {
  test('shows the journal, and what is met from now on, newest first and once', async () => {
    const { host, scopes, store, ids } = open();
    store.getState().follow({ connection: 'embedded' });
    host.meet(SECOND);
    expect(store.getState().conflicts.phase).toBe('running');
    await settled();
    expect(ids()).toEqual(['2', '1']);
    host.meet(SECOND);
    host.meet(conflict('0', '2026-11-01T09:00:00Z'));
    expect(ids()).toEqual(['2', '1', '0']);
    expect(scopes).toEqual([{ connection: 'embedded' }]);
  });

  test('of another scope leaves nothing of the last one', async () => {
    const { host, store, ids } = open();
    const stop = store.getState().follow({ connection: 'embedded', table: 'tasks' });
    await settled();
    const { meet } = host;
    stop();
    host.list = () => Promise.resolve([]);
    store.getState().follow({ connection: 'other' });
    expect(store.getState().conflicts.phase).toBe('running');
    meet(SECOND);
    await settled();
    expect(ids()).toEqual([]);
  });

  test('tells why it could not be read', async () => {
    const { host, store } = open();
    host.list = () => Promise.reject(new AppError('CorruptFile', { message: 'unreadable' }));
    store.getState().follow({ connection: 'embedded' });
    await settled();
    expect(store.getState().conflicts).toMatchObject({ phase: 'failed', error: { code: 'CorruptFile' } });
  });
});

test('the filter finds tasks, types, actors and statuses', () => {
  const all = [FIRST, conflict('3', '2026-11-01T08:00:00Z', { actualStatus: 'cancelled' })];
  expect(matching(all, ' ORD-3 ')).toEqual([all[1]]);
  expect(matching(all, 'w-7')).toHaveLength(2);
  expect(matching(all, 'cancelled')).toEqual([all[1]]);
  expect(matching(all, 'nobody')).toEqual([]);
  expect(shownOf(all, '3')).toBe(all[1]);
  expect(shownOf(all, 'gone')).toBe(all[0]);
});

test('rows say shortly what was expected and who had won', () => {
  expect(expectation(FIRST)).toBe('EVENT#0019 TaskSucceeded');
  expect(meeting(FIRST)).toBe('TaskFailed by w-7');
  expect(meeting({ ...FIRST, actualStatus: 'failed' })).toBe('TaskFailed by w-7');
  expect(seqToOpen(FIRST)).toBe(19);
  const { winner: _, ...lone } = FIRST;
  const status: Conflict = {
    ...lone,
    attempt: { kind: 'status', expected: 'running', wanted: 'cancelled', seenSeq: 18 },
    actualStatus: 'failed',
  };
  expect(expectation(status)).toBe('running to cancelled');
  expect(meeting(status)).toBe('failed, no event');
  expect(seqToOpen(status)).toBe(18);
});
