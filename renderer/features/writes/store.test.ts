import { describe, expect, test } from 'vitest';
import type { WriteOutcome } from '#shared/contract/events.ts';
import type { TaskSummary } from '#shared/contract/replay.ts';
import { AppError } from '#shared/errors/appError.ts';
import type { Conflict } from '#shared/model/conflict.ts';
import { createWritesStore, type WritesDeps } from './store.ts';
import { seenOf, type Seen } from './seen.ts';

const REF = { connection: 'local', table: 'tasks', task: 'ord-1' };
const SEEN: Seen = { lastSeq: 18, nextSeq: 19, storedStatus: 'running', replayedStatus: 'running' };

const summary = (lastSeq: number, status: string): TaskSummary => ({
  version: 1,
  task: 'ord-1',
  complete: true,
  events: lastSeq,
  undecodable: [],
  firstSeq: 1,
  lastSeq,
  stored: { status: { S: status } },
  replayed: { status: { S: status } },
  drift: null,
  findings: [],
  findingTotals: { error: 0, warning: 0, info: 0 },
  attempts: 1,
  requests: 0,
  types: [],
});

const conflict: Conflict = {
  id: 'c',
  at: '2026-11-01T10:00:00Z',
  table: 'tasks',
  taskId: 'ord-1',
  evidence: 'recorded',
  attempt: { kind: 'append', expectedSeq: 19, event: { type: 'TaskSucceeded', at: '2026-11-01T10:00:00Z' } },
  winner: { type: 'TaskFailed', at: '2026-11-01T09:59:59Z', seq: 19, key: 'EVENT#0019' },
  seenState: {},
  actualState: {},
  actualSeq: 19,
};

type Answer = () => Promise<WriteOutcome>;

function open(answers: readonly Answer[]) {
  const sent: unknown[] = [];
  const now = { summary: summary(20, 'failed') };
  const answer = (input: unknown, signal: AbortSignal | undefined): Promise<WriteOutcome> => {
    sent.push(input);
    const next = answers[sent.length - 1];
    if (next !== undefined) return next();
    return new Promise((_, fail) =>
      signal?.addEventListener('abort', () => fail(new AppError('Cancelled', { message: 'cancelled' }))),
    );
  };
  const unused = () => Promise.reject(new Error('not asked here'));
  const client: WritesDeps['client'] = {
    events: {
      append: (input, options) => answer(input, options?.signal),
      changeStatus: (input, options) => answer(input, options?.signal),
    },
    replay: {
      open: (_, { signal, onItem }) => {
        onItem({ handle: 'h', phase: 'reading', version: 1, events: 1, lastSeq: 1 });
        onItem({ handle: 'h', phase: 'ready', version: 2, events: 20, lastSeq: 20 });
        return new Promise((_, fail) =>
          signal?.addEventListener('abort', () => fail(new AppError('Cancelled', { message: 'cancelled' }))),
        );
      },
      summary: () => Promise.resolve(now.summary),
      events: unused,
      indexOf: unused,
      timeline: unused,
      rewritten: unused,
      idempotency: unused,
      state: unused,
      diff: unused,
      seek: unused,
    },
  };
  let ids = 0;
  const store = createWritesStore({ client, newId: () => `w${(ids += 1)}` });
  return { store, sent, now, act: () => store.getState(), step: () => store.getState().open?.step };
}

const written =
  (seq: number): Answer =>
  () =>
    Promise.resolve({ outcome: 'written', seq });

describe('appending', () => {
  test('states the sequence that was seen, closes, and tells what was written', async () => {
    const { act, sent } = open([written(19)]);
    act().openAppend(REF, SEEN);
    act().edit({ builtIn: 'TaskFailed', dataText: '{"error":{"S":"E_5XX"}}', actor: ' ada ', project: true });
    await act().submit();
    expect(sent).toEqual([
      {
        ...REF,
        expectedSeq: 19,
        event: { type: 'TaskFailed', data: { error: { S: 'E_5XX' } }, actor: 'ada' },
        project: true,
        seenStatus: 'running',
        writeId: 'w2',
      },
    ]);
    expect(act().open).toBeUndefined();
    expect(act().written).toEqual({
      ref: REF,
      seq: 19,
      words: 'EVENT#0019 written, projection moved with it',
    });
  });

  test('does not send what is incomplete, and points at it', async () => {
    const { act, sent } = open([]);
    act().openAppend(REF, SEEN);
    act().edit({ builtIn: 'TaskFailed', dataText: '{}' });
    await act().submit();
    expect(sent).toEqual([]);
    expect(act().open).toMatchObject({ tried: true, step: { step: 'editing' } });
  });

  test('after a conflict: tries on top of what is there now, keeping what was entered', async () => {
    const { act, sent, step } = open([() => Promise.resolve({ outcome: 'conflict', conflict }), written(21)]);
    act().openAppend(REF, SEEN);
    act().edit({ builtIn: 'TaskSucceeded', actor: 'ada' });
    await act().submit();
    expect(step()).toEqual({ step: 'conflict', conflict });
    await act().tryOnTop();
    expect(act().open).toMatchObject({
      step: { step: 'editing' },
      seen: { lastSeq: 20, nextSeq: 21, storedStatus: 'failed' },
      movedFrom: SEEN,
      draft: { builtIn: 'TaskSucceeded', actor: 'ada' },
    });
    await act().submit();
    expect(sent[1]).toMatchObject({ expectedSeq: 21, writeId: 'w3' });
    expect(act().written?.words).toBe('EVENT#0021 written');
  });

  test('whoever stops waiting does not know; asking again uses the same name', async () => {
    const { act, sent, step, store } = open([]);
    act().openAppend(REF, SEEN);
    act().edit({ builtIn: 'TaskSucceeded' });
    const submitted = act().submit();
    expect(step()).toEqual({ step: 'pending' });
    act().close();
    expect(act().open, 'cannot be closed while undecided').toBeDefined();
    act().stopWaiting();
    await submitted;
    expect(step()).toMatchObject({ step: 'unknown' });
    void store.getState().askAgain();
    expect(sent).toMatchObject([{ writeId: 'w2' }, { writeId: 'w2' }]);
  });

  test('a failure keeps the form, and a lost host means unknown', async () => {
    const fail = (code: 'AccessDenied' | 'Disconnected' | 'InvalidOutput') => () =>
      Promise.reject(new AppError(code, { message: code }));
    const { act, step } = open([fail('AccessDenied'), fail('Disconnected'), fail('InvalidOutput')]);
    act().openAppend(REF, SEEN);
    act().edit({ builtIn: 'TaskSucceeded' });
    await act().submit();
    expect(step()).toMatchObject({ step: 'failed', during: 'write' });
    await act().submit();
    expect(step()).toMatchObject({ step: 'unknown' });
    await act().askAgain();
    expect(step(), 'an answer that makes no sense decides nothing').toMatchObject({ step: 'unknown' });
  });
});

test('a status change states the status and the last sequence seen', async () => {
  const { act, sent } = open([written(18)]);
  act().openStatus(REF, SEEN);
  await act().submit();
  expect(sent).toEqual([]);
  act().want('cancelled');
  await act().submit();
  expect(sent).toEqual([
    { ...REF, expected: 'running', wanted: 'cancelled', seenSeq: 18, writeId: 'w3', again: false },
  ]);
  expect(act().written?.words).toBe('Stored status set to cancelled');
});

test('an unreadable item behind the last event is not free', () => {
  const base = summary(18, 'running');
  const undecodable = [{ key: 'EVENT#0019', seq: 19, reason: 'no event attribute' }];
  expect(seenOf({ ...base, undecodable })).toMatchObject({ lastSeq: 18, nextSeq: 20 });
  expect(seenOf({ ...base, stored: null }).storedStatus).toBeNull();
  expect(seenOf({ ...base, stored: {} }).storedStatus).toBeUndefined();
});
