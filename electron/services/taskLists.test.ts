import { describe, expect, it } from 'vitest';
import { taskFilterSchema, type TaskListProgress } from '#shared/contract/tasks.ts';
import type { NewTaskEvent } from '#shared/model/taskEvent.ts';
import { createInlineReplayHost } from '../replay/replayHost.ts';
import { memoryTaskEventStore } from '../stores/taskEvents/memoryTaskEventStore.ts';
import { createTaskChanges } from './taskChanges.ts';
import { createTaskLists } from './taskLists.ts';

const REF = { connection: 'embedded', table: 'tasks' };
const ALL = taskFilterSchema.parse({});
const event = (type: string): NewTaskEvent => ({ type, at: '2026-11-01T09:00:00.000Z' });

/** A listed memory table; `told` resolves with the next progress of phase `ready`. */
async function listed() {
  const store = memoryTaskEventStore();
  for (const id of ['ord-1', 'ord-2', 'ord-3']) {
    await store.createTask(id, event('TaskCreated'), { status: { S: 'pending' } });
  }
  const changes = createTaskChanges();
  const replayHost = createInlineReplayHost();
  const lists = createTaskLists({
    replayHost,
    withStore: (_, work) => work(store),
    expectedItems: () => Promise.resolve(6),
    changes,
    newId: () => 'list-1',
    log: () => undefined,
  });
  const ready: TaskListProgress[] = [];
  let wake = (): void => undefined;
  const closing = new AbortController();
  const over = lists.open(REF, {
    signal: closing.signal,
    emit: (progress) => {
      if (progress.phase === 'ready') ready.push(progress);
      wake();
      return Promise.resolve();
    },
  });
  const told = async (count: number): Promise<TaskListProgress | undefined> => {
    while (ready.length < count) await new Promise<void>((done) => (wake = done));
    return ready[count - 1];
  };
  const close = async (): Promise<void> => {
    closing.abort();
    await over;
    await replayHost.close();
  };
  return { store, changes, lists, told, close };
}

describe('a listed table', () => {
  it('tells counts and an estimate, and answers ranges', async () => {
    const { lists, told, close } = await listed();
    expect(await told(1)).toMatchObject({ handle: 'list-1', tasks: 3, items: 6, expectedItems: 6 });
    const page = await lists.index('list-1').range(ALL, { from: 1, to: 3 });
    expect(page.total).toBe(3);
    expect(page.rows).toHaveLength(2);
    await close();
  });

  it('refreshes the row of a task that has changed, and of no other', async () => {
    const { store, changes, lists, told, close } = await listed();
    await told(1);
    await store.appendEvent('ord-2', event('TaskStarted'), 2);
    await store.appendEvent('ord-3', event('TaskStarted'), 2);
    changes.emit({ ...REF, task: 'ord-2' });
    changes.emit({ ...REF, table: 'other', task: 'ord-3' });
    await told(2);
    const { rows } = await lists.index('list-1').range(ALL, { from: 0, to: 3 });
    expect(new Map(rows.map((row) => [row.task, row.lastSeq]))).toEqual(
      new Map([
        ['ord-1', 1],
        ['ord-2', 2],
        ['ord-3', 1],
      ]),
    );
    await close();
  });

  it('is read again on request', async () => {
    const { store, lists, told, close } = await listed();
    await told(1);
    await store.createTask('ord-4', event('TaskCreated'), { status: { S: 'pending' } });
    lists.reload('list-1');
    expect((await told(2))?.tasks).toBe(4);
    await close();
  });
});
