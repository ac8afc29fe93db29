import { describe, expect, it } from 'vitest';
import { writeOutcomeSchema } from '#shared/contract/events.ts';
import { AppError } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { Conflict } from '#shared/model/conflict.ts';
import type { NewTaskEvent } from '#shared/model/taskEvent.ts';
import { memoryTaskEventStore } from '../stores/taskEvents/memoryTaskEventStore.ts';
import type { TaskEventStore } from '../stores/taskEvents/taskEventStore.ts';
import { createTaskWrites, type AppendInput } from './taskWrites.ts';

const REF = { connection: 'embedded', table: 'tasks', task: 'ord-1' };
const NOW = Date.parse('2026-11-01T10:00:00.000Z');
const call = { signal: new AbortController().signal };

const event = (type: string, data?: AttributeMap, actor = 'seeder'): NewTaskEvent => ({
  type,
  at: '2026-11-01T09:00:00.000Z',
  actor,
  ...(data === undefined ? {} : { data }),
});

/** A task that runs since event 2, with its projection, and what writes to it. */
async function running(wrap: (store: TaskEventStore) => TaskEventStore = (store) => store) {
  const store = memoryTaskEventStore({ now: () => new Date(NOW) });
  const created = { title: { S: 'Order 1' }, status: { S: 'pending' }, colour: { S: 'green' } };
  await store.createTask('ord-1', event('TaskCreated', { title: { S: 'Order 1' } }), created);
  await store.appendEvent('ord-1', event('TaskStarted', { worker: { S: 'w-1' } }), 2);
  await store.updateTaskStatus('ord-1', 'running', 'pending');
  const journalled: Conflict[] = [];
  const changed: unknown[] = [];
  const warnings: string[] = [];
  let ids = 0;
  const writes = createTaskWrites({
    withStore: (_, work) => work(wrap(store)),
    journalFor: () => ({ record: (conflict) => Promise.resolve(void journalled.push(conflict)) }),
    changes: { emit: (ref) => void changed.push(ref) },
    clock: () => NOW,
    newId: () => `id-${(ids += 1)}`,
    warn: (message) => void warnings.push(message),
  });
  return { store, writes, journalled, changed, warnings };
}

const append = (type: string, more: Partial<AppendInput> = {}, data?: AttributeMap): AppendInput => ({
  ...REF,
  expectedSeq: 3,
  event: { type, actor: 'ada', ...(data === undefined ? {} : { data }) },
  project: false,
  ...more,
});

describe('append', () => {
  it('writes at the stated sequence, with the host’s time', async () => {
    const { store, writes, changed } = await running();
    expect(await writes.append(append('TaskSucceeded'), call)).toEqual({ outcome: 'written', seq: 3 });
    const { events } = await store.getTaskEvents('ord-1');
    expect(events[2]).toMatchObject({ type: 'TaskSucceeded', actor: 'ada', at: '2026-11-01T10:00:00.000Z' });
    expect(changed).toEqual([REF]);
  });

  it('of two racing writers lets one win and tells the other the whole story', async () => {
    const { store, writes, journalled } = await running();
    const failed = append(
      'TaskFailed',
      { event: { type: 'TaskFailed', actor: 'bob', data: { error: { S: 'E_5XX' } } } },
      undefined,
    );
    const outcomes = await Promise.all([
      writes.append(failed, call),
      writes.append(append('TaskSucceeded'), call),
    ]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['conflict', 'written']);
    const [lost] = outcomes.flatMap((each) => (each.outcome === 'conflict' ? [each.conflict] : []));
    const { events } = await store.getTaskEvents('ord-1');
    expect(lost).toMatchObject({
      at: '2026-11-01T10:00:00.000Z',
      table: 'tasks',
      taskId: 'ord-1',
      evidence: 'recorded',
      attempt: { kind: 'append', expectedSeq: 3, event: { type: 'TaskSucceeded', actor: 'ada' } },
      seenState: { status: { S: 'running' }, attempts: { N: '1' }, last_seq: { N: '2' } },
      actualState: { status: { S: 'failed' }, last_error: { S: 'E_5XX' }, last_seq: { N: '3' } },
      actualSeq: 3,
    });
    expect(lost?.winner).toEqual(events[2]);
    expect(lost?.actualStatus).toBeUndefined();
    expect(journalled).toEqual([lost]);
    for (const outcome of outcomes) expect(writeOutcomeSchema.parse(outcome)).toEqual(outcome);
  });

  it('names the event that holds the sequence, not the last one', async () => {
    const { store, writes } = await running();
    await store.appendEvent('ord-1', event('TaskFailed', { error: { S: 'x' } }), 3);
    await store.appendEvent('ord-1', event('TaskRetryScheduled'), 4);
    const outcome = await writes.append(append('TaskSucceeded'), call);
    expect(outcome).toMatchObject({ conflict: { winner: { seq: 3, type: 'TaskFailed' }, actualSeq: 4 } });
  });

  it('names no winner when what lies there is no event', async () => {
    const { store, writes } = await running();
    store.putRaw({ PK: { S: 'TASK#ord-1' }, SK: { S: 'EVENT#0003' }, event: { S: 'broken' } });
    const outcome = await writes.append(append('TaskSucceeded'), call);
    expect(outcome).toMatchObject({ outcome: 'conflict', conflict: { actualSeq: 2 } });
    expect(outcome.outcome === 'conflict' && outcome.conflict.winner).toBeUndefined();
  });

  it('sent again under its name is done once', async () => {
    const { store, writes } = await running();
    await writes.append(append('TaskSucceeded', { writeId: 'w' }), call);
    expect(await writes.append(append('TaskSucceeded', { writeId: 'w' }), call)).toMatchObject({ seq: 3 });
    expect((await store.getTaskEvents('ord-1')).events).toHaveLength(3);
  });

  it('refuses a payload that does not fit its type, and takes types it does not know', async () => {
    const { writes } = await running();
    await expect(writes.append(append('TaskProgressed'), call)).rejects.toMatchObject({
      code: 'InvalidInput',
      message: 'TaskProgressed needs progress.',
    });
    expect(await writes.append(append('ParcelScanned'), call)).toMatchObject({ outcome: 'written' });
  });
});

describe('append and project', () => {
  const project = { project: true } as const;

  it('moves the fields that the reducer sets and leaves the others', async () => {
    const { store, writes } = await running();
    await writes.append(append('TaskFailed', project, { error: { S: 'E_5XX' } }), call);
    expect((await store.getProjection('ord-1'))?.fields).toEqual({
      title: { S: 'Order 1' },
      colour: { S: 'green' },
      status: { S: 'failed' },
      attempts: { N: '1' },
      progress: { N: '0' },
      last_error: { S: 'E_5XX' },
      last_seq: { N: '3' },
      created_at: { S: '2026-11-01T09:00:00.000Z' },
      updated_at: { S: '2026-11-01T10:00:00.000Z' },
    });
  });

  it('loses on the status when that is what has moved, and names the event that moved it', async () => {
    const { store, writes, journalled } = await running();
    await store.appendEvent('ord-1', event('TaskCancelled'), 4);
    await store.updateTaskStatus('ord-1', 'cancelled', 'running');
    const outcome = await writes.append(append('TaskSucceeded', { ...project, seenStatus: 'running' }), call);
    expect(outcome).toMatchObject({
      outcome: 'conflict',
      conflict: {
        attempt: { kind: 'append', expectedSeq: 3, project: true, expectedStatus: 'running' },
        actualStatus: 'cancelled',
        winner: { seq: 4, type: 'TaskCancelled' },
      },
    });
    expect(journalled).toHaveLength(1);
    expect((await store.getTaskEvents('ord-1')).events.map(({ seq }) => seq)).toEqual([1, 2, 4]);
  });

  it('relies on there being no projection when the writer saw none', async () => {
    const { writes } = await running();
    const outcome = await writes.append(append('TaskSucceeded', { ...project, seenStatus: null }), call);
    expect(outcome).toMatchObject({ outcome: 'conflict', conflict: { actualStatus: 'running' } });
  });

  it('creates a missing projection, but not one without a status', async () => {
    const { store, writes } = await running();
    const started = { ...REF, task: 'ord-2', ...project, expectedSeq: 1 };
    await expect(
      writes.append({ ...started, event: { type: 'TaskAssigned', data: { assignee: { S: 'ada' } } } }, call),
    ).rejects.toMatchObject({ code: 'InvalidInput' });
    const data = { title: { S: 'Order 2' } };
    await writes.append({ ...started, event: { type: 'TaskCreated', data } }, call);
    expect((await store.getProjection('ord-2'))?.fields).toMatchObject({ status: { S: 'pending' } });
  });
});

describe('changeStatus', () => {
  const change = { ...REF, expected: 'running', wanted: 'cancelled', seenSeq: 2 } as const;

  it('sets the status', async () => {
    const { store, writes } = await running();
    expect(await writes.changeStatus(change, call)).toEqual({ outcome: 'written', seq: 2 });
    expect((await store.getProjection('ord-1'))?.fields['status']).toEqual({ S: 'cancelled' });
  });

  it('lost: tells the status met and the first event since that leads to it', async () => {
    const { store, writes, journalled } = await running();
    await store.appendEvent('ord-1', event('TaskProgressed', { progress: { N: '40' } }), 3);
    await store.appendEvent('ord-1', event('TaskFailed', { error: { S: 'E_5XX' } }, 'w-1'), 4);
    await store.appendEvent('ord-1', event('TaskRetryScheduled'), 5);
    await store.updateTaskStatus('ord-1', 'failed', 'running');
    const outcome = await writes.changeStatus(change, call);
    expect(outcome).toMatchObject({
      outcome: 'conflict',
      conflict: {
        attempt: { kind: 'status', expected: 'running', wanted: 'cancelled', seenSeq: 2 },
        actualStatus: 'failed',
        winner: { seq: 4, actor: 'w-1' },
        seenState: { status: { S: 'running' }, last_seq: { N: '2' } },
        actualState: { status: { S: 'retrying' } },
        actualSeq: 5,
      },
    });
    expect(journalled).toHaveLength(1);
  });

  it('lost to a writer without an event: names nobody', async () => {
    const { store, writes } = await running();
    await store.updateTaskStatus('ord-1', 'succeeded', 'running');
    const outcome = await writes.changeStatus(change, call);
    expect(outcome).toMatchObject({ outcome: 'conflict', conflict: { actualStatus: 'succeeded' } });
    expect(outcome.outcome === 'conflict' && outcome.conflict.winner).toBeUndefined();
  });
});

describe('when something else goes wrong', () => {
  it('an undecided write is told as such, not as a conflict', async () => {
    const { writes, journalled, changed } = await running((store) => ({
      ...store,
      appendEvent: () =>
        Promise.reject(
          new AppError('WriteOutcomeUnknown', { message: 'Lost on the way.', details: { what: 'event 3' } }),
        ),
    }));
    const outcome = await writes.append(append('TaskSucceeded'), call);
    expect(outcome).toEqual({ outcome: 'unknown', message: 'Lost on the way.' });
    expect(journalled).toEqual([]);
    expect(changed).toEqual([REF]);
  });

  it('events that cannot be read after a loss leave a conflict that says so', async () => {
    const { writes } = await running((store) => ({
      ...store,
      getTaskEvents: () => Promise.reject(new AppError('Unreachable', { message: 'No answer.' })),
    }));
    const outcome = await writes.append(append('TaskSucceeded', { expectedSeq: 2 }), call);
    expect(outcome).toMatchObject({
      outcome: 'conflict',
      conflict: { incomplete: 'The events could not be read after the loss: No answer.', actualSeq: 1 },
    });
  });

  it('a journal that fails does not hide the conflict', async () => {
    const { store, warnings } = await running();
    const writes = createTaskWrites({
      withStore: (_, work) => work(store),
      journalFor: () => Promise.reject(new Error('disk full')),
      changes: { emit: () => undefined },
      clock: () => NOW,
      newId: () => 'id',
      warn: (message) => void warnings.push(message),
    });
    expect(await writes.append(append('TaskStarted', { expectedSeq: 2 }), call)).toMatchObject({
      outcome: 'conflict',
    });
    expect(warnings).toEqual(['A conflict on ord-1 could not be journalled.']);
  });

  it('other failures are thrown on', async () => {
    const { writes } = await running();
    const gone = AbortSignal.abort();
    await expect(writes.append(append('TaskSucceeded'), { signal: gone })).rejects.toMatchObject({
      code: 'Cancelled',
    });
  });
});
