import { describe, expect, it } from 'vitest';
import type { BulkProgress, LetterFilter } from '#shared/contract/deadLetters.ts';
import { AppError, isAppError } from '#shared/errors/appError.ts';
import type { Conflict } from '#shared/model/conflict.ts';
import {
  letterRefOf,
  type DeadLetter,
  type DeadLetterItem,
  type LetterRef,
} from '#shared/model/deadLetter.ts';
import type { NewTaskEvent } from '#shared/model/taskEvent.ts';
import type { DeadLetterStore, NewDeadLetter } from '../stores/deadLetters/deadLetterStore.ts';
import { letterKey } from '../stores/deadLetters/keys.ts';
import { memoryDeadLetterStore } from '../stores/deadLetters/memoryDeadLetterStore.ts';
import { memoryTable } from '../stores/memoryTable.ts';
import { memoryTaskEventStore } from '../stores/taskEvents/memoryTaskEventStore.ts';
import { createDeadLetters } from './deadLetters.ts';

const REF = { connection: 'embedded', table: 'tasks' };
const ALL: LetterFilter = { text: '', state: 'all', order: 'newest' };
const never = new AbortController().signal;
const how = { project: true, force: false };

const event = (type: string): NewTaskEvent => ({ type, at: '2026-11-01T09:00:00.000Z', actor: 'seeder' });

const letterOf = (taskId: string, more: Partial<NewDeadLetter> = {}): NewDeadLetter => ({
  ...{ queue: 'orders', letterId: `l-${taskId}`, taskId, expectedSeq: 5, event: event('TaskRedriven') },
  ...{ error: { code: 'TimedOut', message: `Too long for ${taskId}.` }, attempts: 3 },
  ...{ firstFailedAt: '2026-11-01T09:10:00Z', lastFailedAt: '2026-11-01T09:20:00Z' },
  ...more,
});

/**
 * A service over a table in memory with two dead-lettered tasks and one that has succeeded, a letter of each, and one
 * item that is no letter. `broken` replaces methods of the store of letters.
 */
async function served(broken: (store: DeadLetterStore) => Partial<DeadLetterStore> = () => ({})) {
  const table = memoryTable();
  const events = memoryTaskEventStore({ table });
  const letters = memoryDeadLetterStore({ table });
  const journalled: Conflict[] = [];
  const changed: string[] = [];
  let ids = 0;
  const stores = { letters: { ...letters, ...broken(letters) }, events };
  const service = createDeadLetters({
    withStores: (_ref, work) => work(stores),
    changes: { emit: ({ task }) => void changed.push(task) },
    journalFor: () => ({ record: (conflict) => Promise.resolve(void journalled.push(conflict)) }),
    clock: () => 0,
    newId: () => `id-${(ids += 1)}`,
    warn: () => undefined,
  });
  const lives = {
    'ord-1': ['TaskStarted', 'TaskFailed', 'TaskDeadLettered'],
    'ord-2': ['TaskStarted', 'TaskFailed', 'TaskDeadLettered'],
    done: ['TaskStarted', 'TaskSucceeded'],
  } as const;
  for (const [task, types] of Object.entries(lives)) {
    const status = task === 'done' ? 'succeeded' : 'dead_lettered';
    await events.createTask(task, event('TaskCreated'), { status: { S: status } });
    for (const [index, type] of types.entries()) await events.appendEvent(task, event(type), index + 2);
  }
  const first = await letters.move(letterOf('ord-1', { lastFailedAt: '2026-11-01T09:30:00Z' }));
  const second = await letters.move(letterOf('ord-2'));
  const illegal = await letters.move(
    letterOf('done', { queue: 'payments', lastFailedAt: '2026-11-01T09:25:00Z' }),
  );
  table.put({ ...letterKey('orders', '2026-11-01T09:40:00Z#odd'), task_id: { S: 'ord-1' } });
  const corrupt = { queue: 'orders', key: '2026-11-01T09:40:00Z#odd' };
  return { service, events, letters, table, journalled, changed, first, second, illegal, corrupt };
}

type Served = Awaited<ReturnType<typeof served>>;

/** Opens a list and waits until everything is read. */
async function listed({ service }: Served, queue?: string) {
  const closing = new AbortController();
  const { signal } = closing;
  let handle = '';
  let over: Promise<void> = Promise.resolve();
  await new Promise<void>((complete) => {
    const emit = (progress: { readonly handle: string; readonly complete: boolean }) => {
      handle = progress.handle;
      if (progress.complete) complete();
      return Promise.resolve();
    };
    over = service.lists.open(REF, { queue }, { signal, emit });
  });
  return {
    handle,
    rows: async (filter: Partial<LetterFilter> = {}) =>
      idsOf((await service.lists.range(handle, { ...ALL, ...filter }, { from: 0, to: 100 })).rows),
    close: async () => {
      closing.abort();
      await over;
    },
  };
}

const idsOf = (items: readonly DeadLetterItem[]): readonly string[] =>
  items.map((item) => (item.kind === 'letter' ? item.letter.taskId : 'corrupt'));

const bulk = async ({ service }: Served, letters: readonly LetterRef[], force = false) => {
  const told: BulkProgress[] = [];
  const emit = (progress: BulkProgress) => Promise.resolve(void told.push(progress));
  const input = { ...REF, project: true, force, letters: letters.map(({ queue, key }) => ({ queue, key })) };
  const end = await service.redriveAll(input, { signal: never, emit }).catch((error: unknown) => error);
  return { end, told };
};

const nameOf = ({ queue, key }: LetterRef): LetterRef => ({ queue, key });

describe('the list', () => {
  it('holds every queue, the newest failure first, and narrows by state, queue and text', async () => {
    const all = await served();
    const list = await listed(all);
    expect(await list.rows()).toEqual(['corrupt', 'ord-1', 'done', 'ord-2']);
    expect(await list.rows({ order: 'oldest', state: 'open' })).toEqual(['ord-2', 'done', 'ord-1']);
    expect(await list.rows({ queue: 'payments' })).toEqual(['done']);
    expect(await list.rows({ text: 'too LONG for ord-2' })).toEqual(['ord-2']);
    expect(await list.rows({ state: 'corrupt' })).toEqual(['corrupt']);
    expect(await all.service.queues(list.handle)).toEqual([
      { queue: 'orders', letters: 3, open: 2, corrupt: 1 },
      { queue: 'payments', letters: 1, open: 1, corrupt: 0 },
    ]);
    expect(
      (await all.service.redrivable(list.handle, { ...ALL, queue: 'orders' })).map(({ key }) => key),
    ).toEqual([all.first.key, all.second.key]);
    const some = [all.illegal, all.second, all.corrupt].map(nameOf);
    expect(await all.service.redrivable(list.handle, { ...ALL, queue: 'orders' }, some)).toEqual([
      nameOf(all.second),
    ]);
    await list.close();
  });

  it('of one queue is read by that queue, and follows a redrive', async () => {
    const all = await served();
    const list = await listed(all, 'orders');
    expect(await list.rows()).toEqual(['corrupt', 'ord-1', 'ord-2']);
    await all.service.redrive({ ...REF, ...nameOf(all.first), ...how, expectedSeq: 5, writeId: 'w' }, never);
    expect(await list.rows({ state: 'redriven' })).toEqual(['ord-1']);
    expect(await list.rows({ state: 'open' })).toEqual(['ord-2']);
    await list.close();
  });
});

describe('one redrive', () => {
  it('does what its preview told, moves the projection, and tells who shows the task', async () => {
    const all = await served();
    const { seq, after, warnings } = await all.service.preview(REF, nameOf(all.first), never);
    expect(warnings).toEqual([]);
    const input = { ...REF, ...nameOf(all.first), ...how, expectedSeq: seq, writeId: 'w' };
    expect(await all.service.redrive(input, never)).toEqual({ outcome: 'redriven', seq: 5 });
    const { fields } = (await all.events.getProjection('ord-1')) ?? { fields: {} };
    expect(fields).toMatchObject({ status: after['status'], last_seq: { N: '5' } });
    expect(all.changed).toEqual(['ord-1']);
    expect(await all.service.redrive(input, never)).toEqual({ outcome: 'redriven', seq: 5 });
    expect(await all.service.redrive({ ...input, writeId: 'other' }, never)).toMatchObject({
      outcome: 'alreadyRedriven',
      redrivenAt: expect.stringMatching(/Z$/),
    });
    expect((await all.events.getTaskEvents('ord-1')).events).toHaveLength(5);
  });

  it('leaves the projection alone unless told', async () => {
    const all = await served();
    const input = { ...REF, ...nameOf(all.first), project: false, force: true, expectedSeq: 5, writeId: 'w' };
    expect(await all.service.redrive(input, never)).toEqual({ outcome: 'redriven', seq: 5 });
    expect((await all.events.getProjection('ord-1'))?.fields['status']).toEqual({ S: 'dead_lettered' });
  });

  it('that was overtaken is a conflict with its story, journalled, whatever the task has become', async () => {
    const all = await served();
    await all.events.appendEvent('ord-1', event('TaskRedriven'), 5);
    const input = { ...REF, ...nameOf(all.first), ...how, expectedSeq: 5, writeId: 'w' };
    const outcome = await all.service.redrive(input, never);
    expect(outcome).toMatchObject({
      outcome: 'conflict',
      conflict: {
        taskId: 'ord-1',
        attempt: { kind: 'append', expectedSeq: 5, event: { type: 'TaskRedriven' } },
        winner: { seq: 5, type: 'TaskRedriven' },
        seenState: { status: { S: 'dead_lettered' } },
        actualState: { status: { S: 'retrying' } },
      },
    });
    expect(all.journalled).toHaveLength(1);
    expect(await all.letters.get(all.first)).toMatchObject({ letter: { redrivenAt: undefined } });
  });

  it('that met another stored status is a conflict on the status', async () => {
    const all = await served((store) => ({
      redrive: async (name, options) => {
        await all.events.updateTaskStatus('ord-1', 'cancelled', 'dead_lettered');
        const stale = { lastSeq: 4, projection: { fields: { status: { S: 'dead_lettered' } } } };
        const prepare = (letter: DeadLetter) =>
          options?.prepare?.(letter, stale) ?? Promise.resolve(undefined);
        return store.redrive(name, { ...options, prepare });
      },
    }));
    const input = { ...REF, ...nameOf(all.first), ...how, expectedSeq: 5, writeId: 'w' };
    expect(await all.service.redrive(input, never)).toMatchObject({
      outcome: 'conflict',
      conflict: { actualStatus: 'cancelled', attempt: { project: true, expectedStatus: 'dead_lettered' } },
    });
  });

  it('of an illegal move is refused, or forced', async () => {
    const all = await served();
    const { warnings } = await all.service.preview(REF, nameOf(all.illegal), never);
    expect(warnings).toContainEqual({ kind: 'illegal', from: 'succeeded', to: 'retrying' });
    const input = { ...REF, ...nameOf(all.illegal), ...how, expectedSeq: 4, writeId: 'w' };
    expect(await all.service.redrive(input, never)).toEqual({
      outcome: 'refused',
      from: 'succeeded',
      to: 'retrying',
    });
    expect((await all.events.getTaskEvents('done')).events).toHaveLength(3);
    expect(await all.service.redrive({ ...input, force: true }, never)).toEqual({
      outcome: 'redriven',
      seq: 4,
    });
  });

  it('of what is no letter, or is gone, is an error', async () => {
    const all = await served();
    const code = (work: Promise<unknown>) =>
      work.catch((error: unknown) => (isAppError(error) ? error.code : error));
    expect(await code(all.service.preview(REF, all.corrupt, never))).toBe('CorruptItem');
    const gone = { queue: 'orders', key: 'gone' };
    expect(await code(all.service.preview(REF, gone, never))).toBe('NotFound');
    const input = { ...REF, ...gone, ...how, expectedSeq: 4, writeId: 'w' };
    expect(await code(all.service.redrive(input, never))).toBe('NotFound');
  });

  it('whose outcome nobody knows says so', async () => {
    const unknown = new AppError('WriteOutcomeUnknown', { message: 'Nobody knows.' });
    const all = await served(() => ({ redrive: () => Promise.reject(unknown) }));
    const input = { ...REF, ...nameOf(all.first), ...how, expectedSeq: 5, writeId: 'w' };
    expect(await all.service.redrive(input, never)).toEqual({ outcome: 'unknown', message: 'Nobody knows.' });
  });
});

describe('many redrives', () => {
  it('go on whatever happens to one, the oldest failure first, and tell each outcome', async () => {
    const all = await served();
    const { told, end } = await bulk(all, [all.corrupt, all.first, all.illegal, all.second]);
    expect(told.map(({ task, result }) => [task, result.outcome])).toEqual([
      ['ord-2', 'redriven'],
      ['done', 'refused'],
      ['ord-1', 'redriven'],
      [undefined, 'failed'],
    ]);
    expect(told.map(({ done, total }) => `${done}/${total}`)).toEqual(['1/4', '2/4', '3/4', '4/4']);
    expect(told[3]?.result).toMatchObject({ outcome: 'failed', code: 'CorruptItem' });
    expect(end).toEqual({ done: 4, redriven: 2 });
    const again = await bulk(all, [all.first, all.illegal], true);
    expect(again.told.map(({ result }) => result.outcome)).toEqual(['redriven', 'alreadyRedriven']);
  });

  it('tell the task of a letter that was redriven before, and the event that it became', async () => {
    const all = await served();
    await all.letters.redrive(nameOf(all.first));
    const { told } = await bulk(all, [all.first]);
    expect(told).toMatchObject([{ task: 'ord-1', result: { outcome: 'alreadyRedriven', seq: 5 } }]);
    expect(all.changed).toEqual(['ord-1']);
  });

  it('tell a race that was lost in every round, and append where the stream ends by then', async () => {
    let seq = 4;
    const all = await served((store) => ({
      redrive: (name, options) =>
        store.redrive(name, {
          ...options,
          prepare: async (letter, head) => {
            const change = await options?.prepare?.(letter, head);
            if (letter.taskId === 'ord-1') await all.events.appendEvent('ord-1', event('Noise'), (seq += 1));
            return change;
          },
        }),
    }));
    await all.events.appendEvent('ord-2', event('Noise'), 5);
    const { told } = await bulk(all, [all.first, all.second]);
    expect(told[0]?.result).toEqual({ outcome: 'redriven', seq: 6 });
    expect(told[1]?.result).toMatchObject({ outcome: 'conflict', conflict: { winner: { type: 'Noise' } } });
    expect(all.journalled).toHaveLength(1);
  });

  it('end at an outage, which is told of its letter and then thrown', async () => {
    const outage = new AppError('Unreachable', { message: 'Gone.', details: { endpoint: 'x' } });
    const all = await served((store) => ({
      redrive: (name, options) =>
        name.key === all.illegal.key ? Promise.reject(outage) : store.redrive(name, options),
    }));
    const { told, end } = await bulk(all, [all.first, all.illegal, all.second]);
    expect(told.map(({ result }) => result.outcome)).toEqual(['redriven', 'failed']);
    expect(end).toBe(outage);
  });

  it('stop when they are cancelled', async () => {
    const all = await served();
    const stop = new AbortController();
    const told: BulkProgress[] = [];
    const emit = (progress: BulkProgress) => {
      told.push(progress);
      stop.abort();
      return Promise.resolve();
    };
    const letters = [all.first, all.second].map(nameOf);
    const end = await all.service.redriveAll({ ...REF, ...how, letters }, { signal: stop.signal, emit });
    expect(end).toEqual({ done: 1, redriven: 1 });
    expect(told).toHaveLength(1);
    expect((await all.letters.list('orders', { redriven: false })).letters.map(letterRefOf)).toEqual([
      nameOf(all.first),
      all.corrupt,
    ]);
  });
});
