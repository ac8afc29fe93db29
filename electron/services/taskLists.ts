import type { TableRef } from '#shared/contract/common.ts';
import type { TaskListProgress } from '#shared/contract/tasks.ts';
import { toErrorData } from '#shared/errors/appError.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import type { ReplayHost, TaskIndexProxy } from '../replay/replayHost.ts';
import type { IndexProgress } from '../replay/taskIndex.ts';
import type { ReadTableOptions } from '../stores/taskEvents/taskEventStore.ts';
import type { TaskChanges } from './taskChanges.ts';
import { createHandles } from './handles.ts';
import { watchSlowReducer } from './slowReducer.ts';
import { tellLatest } from './tellLatest.ts';
import { createBell } from './waiting.ts';
import type { SetupOf, WithReads } from './withStore.ts';

/** What the listing of tables stands on. */
export interface TaskListsDeps {
  readonly replayHost: ReplayHost;
  readonly withStore: WithReads;
  /** Left out: every table is read as the layout `task` says. */
  readonly setupOf?: SetupOf;
  /** DynamoDB's own count of the table's items, for an estimate. */
  readonly expectedItems: (ref: TableRef, signal: AbortSignal) => Promise<number | undefined>;
  readonly changes: TaskChanges;
  readonly newId: () => string;
  readonly log: (line: string) => void;
}

/** What a window is told while a table is read, and whenever a row changed later. */
export interface ListListener {
  readonly signal: AbortSignal;
  readonly emit: (progress: TaskListProgress) => Promise<void>;
}

/** Tables whose tasks are listed. */
export interface TaskLists {
  /** Reads a table, keeps its index and tells of changes until the signal aborts. */
  open(ref: TableRef, listener: ListListener): Promise<void>;
  /** The index behind a handle. Throws `NotFound` when it has been closed. */
  index(handle: string): TaskIndexProxy;
  /** Reads the whole table again into the same index. */
  reload(handle: string): void;
}

interface OpenList {
  readonly index: TaskIndexProxy;
  readonly reload: () => void;
}

/** How often progress is told while a table is read, in milliseconds. */
const TELL_EVERY = 150;

/** Makes the service that lists a table's tasks. */
export function createTaskLists(deps: TaskListsDeps): TaskLists {
  const lists = createHandles<OpenList>('list of tasks', deps.newId);

  const open = async (ref: TableRef, { signal, emit }: ListListener): Promise<void> => {
    const index = await deps.replayHost.openIndex(await deps.setupOf?.(ref));
    const bell = createBell();
    const changed = new Set<string>();
    let reloadAsked = false;
    const handle = lists.add({
      index,
      reload: () => {
        reloadAsked = true;
        bell.ring();
      },
    });
    const stopListening = deps.changes.on((change) => {
      if (change.connection !== ref.connection || change.table !== ref.table) return;
      changed.add(change.task);
      bell.ring();
    });
    const takeReload = (): boolean => {
      const asked = reloadAsked;
      reloadAsked = false;
      return asked;
    };
    let units = 0;
    let expected: number | undefined;
    let last: TaskListProgress | undefined;
    const emitLast = async (): Promise<void> => {
      const slow = watch.slow();
      if (last !== undefined) await emit({ ...last, ...(slow === undefined ? {} : { slow }) });
    };
    const watch = watchSlowReducer(tellLatest(emitLast));
    index.onRunning(watch.take);
    const tell = (phase: TaskListProgress['phase'], progress: IndexProgress): Promise<void> => {
      last = {
        handle,
        phase,
        units,
        ...progress,
        ...(expected === undefined ? {} : { expectedItems: expected }),
      };
      return emitLast();
    };

    const readAll = async (): Promise<void> => {
      units = 0;
      await tell('reading', await index.restart());
      expected = await deps.expectedItems(ref, signal);
      let toldAt = Date.now();
      const onItems: ReadTableOptions['onItems'] = async (items, progress) => {
        units = progress.units;
        const state = await index.add(progress.segment, items, { signal });
        if (Date.now() - toldAt < TELL_EVERY) return;
        toldAt = Date.now();
        await tell('reading', state);
      };
      await deps.withStore(ref, (store) => store.readTable({ signal, onItems }));
      await tell('ready', await index.end());
    };

    const readOne = async (task: string): Promise<void> => {
      const items: TaskItem[] = [];
      const onItems = (page: readonly TaskItem[]): void => void items.push(...page);
      await deps.withStore(ref, (store) => store.readTask(task, { signal, tailFirst: 0, onItems }));
      await tell('ready', await index.replaceTask(task, items, { signal }));
    };

    try {
      await readAll();
      while (!signal.aborted) {
        await bell.wait(60_000, signal);
        const names = [...changed];
        changed.clear();
        if (takeReload()) {
          await readAll();
        } else {
          // A row that cannot be refreshed now stays as it was; the open task itself tells why.
          for (const name of names) {
            await readOne(name).catch((error: unknown) => deps.log(`list: ${toErrorData(error).message}`));
          }
        }
      }
    } finally {
      watch.stop();
      stopListening();
      lists.remove(handle);
      index.close();
    }
  };

  return {
    open,
    index: (handle) => lists.get(handle).index,
    reload: (handle) => lists.get(handle).reload(),
  };
}
