import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RebuildOrder } from '#shared/contract/rebuild.ts';
import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { createTaskSession } from '../../replay/createTaskSession.ts';
import { rebuildJournal } from '../../settings/rebuildJournal.ts';
import { memoryTable } from '../../stores/memoryTable.ts';
import { memoryProjectionStore } from '../../stores/projections/memoryProjectionStore.ts';
import type { ProjectionStore } from '../../stores/projections/projectionStore.ts';
import { keyOf, META_KEY, taskKey } from '../../stores/taskEvents/keys.ts';
import { memoryTaskEventStore } from '../../stores/taskEvents/memoryTaskEventStore.ts';
import { decodeTaskItem } from '../../stores/taskEvents/taskItems.ts';
import { createRebuilds, type RebuildListener, type Rebuilds, type RebuildStep } from './rebuilds.ts';
import { taskPlace } from './taskPlace.ts';

/** The table that is rebuilt. */
export const REF = { connection: 'c', table: 'tasks' };

/** When everything of it happens. */
export const AT = '2026-03-11T09:00:00Z';

/** A projection that no task of the stage has by its events. */
export const DRIFTING: AttributeMap = {
  status: { S: 'succeeded' },
  last_error: { S: 'none such' },
  team: { S: 'blue' },
};

/** The task that a key is of. */
export const taskIn = (key: AttributeMap): string => stringOf(key, 'PK')?.slice('TASK#'.length) ?? '';

/** Who follows a run, and what was told. */
export const follow = (signal: AbortSignal = new AbortController().signal) => {
  const seen: RebuildStep[] = [];
  const listener: RebuildListener = { signal, emit: (step) => Promise.resolve(void seen.push(step)) };
  return { seen, listener };
};

/** Opens rebuilds over a table in memory. A test may change `store`, `reducer` and `beforeWrite` as it goes on. */
export async function openRebuildStage() {
  const folder = await mkdtemp(join(tmpdir(), 'rebuilds-'));
  const table = memoryTable();
  const events = memoryTaskEventStore({ table });
  const range = (key: AttributeMap): readonly [string, string] => [
    stringOf(key, 'PK') ?? '',
    stringOf(key, 'SK') ?? '',
  ];
  const inner = memoryProjectionStore({
    get: (_, key) => table.get(...range(key)),
    put: (_, __, item) => table.put(item),
    remove: (_, key) => table.remove(...range(key)),
  });
  const store: ProjectionStore = {
    ...inner,
    rewrite: (rewrite) => {
      now.beforeWrite(taskIn(rewrite.key));
      return inner.rewrite(rewrite);
    },
  };
  const now = {
    /** What projections are read from and written to. */
    store,
    /** What folds the table. */
    reducer: 'task',
    /** Called before each write to the projection. */
    beforeWrite: (_task: string): void => undefined,
  };
  const changed: string[] = [];
  const paces: (number | undefined)[] = [];
  let ids = 0;
  const open = (): Rebuilds =>
    createRebuilds({
      replay: ({ task }) => {
        const session = createTaskSession(task);
        session.add(table.partition(taskKey(task)).map(decodeTaskItem));
        session.complete();
        return Promise.resolve(session.summary());
      },
      placeOf: taskPlace,
      withProjections: (_, work) => work(now.store),
      journalOf: (connection) => rebuildJournal(folder, connection),
      driftingOf: () => Promise.resolve(['a', 'b']),
      changes: { emit: ({ task }) => void changed.push(task) },
      newId: () => `id-${(ids += 1)}`,
      setupOf: () => Promise.resolve({ fingerprint: now.reducer, reducer: now.reducer }),
      now: () => new Date(AT),
      paceOf: (perSecond) => {
        paces.push(perSecond);
        return { next: () => Promise.resolve() };
      },
    });
  const rebuilds = open();

  return Object.assign(now, {
    folder,
    table,
    events,
    rebuilds,
    /** As another run of the program would. */
    open,
    /** The tasks that were told to have changed. */
    changed,
    /** The pace of each piece of work. */
    paces,
    metaOf: (task: string): AttributeMap | undefined => table.get(taskKey(task), META_KEY),
    /** A task of two events, and the projection that is stored of it. */
    begin: async (task: string, stored: AttributeMap | undefined): Promise<void> => {
      const created = { type: 'TaskCreated', at: AT, data: { title: { S: task } } };
      await events.appendEvent(task, created, 1);
      await events.appendEvent(task, { type: 'TaskStarted', at: AT }, 2);
      if (stored !== undefined) table.put({ ...keyOf(task, META_KEY), ...stored });
    },
    runOn: async (...tasks: string[]) => {
      const { seen, listener } = follow();
      const run = await rebuilds.run(REF, { kind: 'tasks', tasks }, undefined, listener);
      return { run, outcomes: seen.flatMap(({ result }) => result?.outcome ?? []) };
    },
    plan: (task: string) => rebuilds.plan({ ...REF, task }, new AbortController().signal),
    storyOf: (run: string, task: string) => rebuilds.story({ ...REF, task }, run),
    rowsOf: (run: string, order: RebuildOrder = 'troubleFirst') =>
      rebuilds.tasks(REF, run, order, { from: 0, to: 10 }),
    close: () => rm(folder, { recursive: true }),
  });
}

/** Rebuilds over a table in memory, with what a test sets and sees. */
export type RebuildStage = Awaited<ReturnType<typeof openRebuildStage>>;
