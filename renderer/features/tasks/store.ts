import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppClient } from '#shared/contract/index.ts';
import type { TaskFilter, TaskListProgress, TaskOverview, TaskRow } from '#shared/contract/tasks.ts';
import { createLatest } from '../../ui/latest.ts';
import { handleOf, rowList, type RowListState, type RowSource } from '../../ui/list/rowList.ts';
import { createContextStore } from '../../ui/store.tsx';
import type { Clock } from '../../ui/time/clock.ts';

/** The list before anything narrows it. */
export const NO_FILTER: TaskFilter = { statuses: [], text: '', onlyFindings: false, order: 'recent' };

/** How old the counts by age may become before they are asked for again, in milliseconds. */
export const AGES_MS = 60_000;

/** The tasks of the open table: their rows, and the counts of the whole table above them. */
export interface TasksState extends RowListState<TaskFilter, TaskRow, TaskListProgress> {
  /** Items read per second, over the whole reading so far. */
  readonly itemsPerSecond: number;
  readonly overview: TaskOverview | undefined;
  /** Tasks marked for a comparison, in the order in which they were; two at most. */
  readonly marked: readonly string[];
  /** Marks a task, in place of the one marked longest ago if there are two; or takes its mark away. */
  readonly mark: (task: string) => void;
  readonly unmarkAll: () => void;
}

/** As many as are compared with each other. */
const MOST_MARKED = 2;

const sourceOf = ({ tasks }: Pick<AppClient, 'tasks'>): RowSource<TaskFilter, TaskRow, TaskListProgress> => ({
  open: tasks.open,
  fetch: (handle, filter) => (from, to, signal) =>
    tasks.range({ handle, filter, range: { from, to } }, { signal }),
  indexOf: (handle, filter, task, signal) => tasks.indexOf({ handle, filter, task }, { signal }),
  reload: (handle) => tasks.reload({ handle }),
  keyOf: ({ task }) => task,
  isComplete: ({ phase }) => phase === 'ready',
});

/** Creates the store of a table's tasks. */
export function createTasksStore({
  client,
  clock,
}: {
  readonly client: Pick<AppClient, 'tasks'>;
  readonly clock: Pick<Clock, 'now' | 'subscribe'>;
}): StoreApi<TasksState> {
  return createStore<TasksState>()((set, get) => {
    let countedAt = 0;
    let unsubscribe = (): void => undefined;
    const overviews = createLatest();
    const askOverview = (): void => {
      const handle = handleOf(get().reading);
      if (handle === undefined) return;
      countedAt = clock.now();
      void overviews.run(
        (signal) => client.tasks.overview({ handle, now: new Date(clock.now()).toISOString() }, { signal }),
        (overview) => set({ overview }),
      );
    };
    return {
      ...rowList({
        source: sourceOf(client),
        clock,
        filter: NO_FILTER,
        set: (patch) => set('table' in patch ? { ...patch, overview: undefined, marked: [] } : patch),
        get,
        onProgress: ({ items }, ms) => set({ itemsPerSecond: items / Math.max(0.1, ms / 1000) }),
        onChange: askOverview,
        onFollow: () => {
          unsubscribe = clock.subscribe(() => {
            if (clock.now() - countedAt >= AGES_MS) askOverview();
          });
        },
        onLeave: () => {
          unsubscribe();
          overviews.cancel();
        },
      }),
      itemsPerSecond: 0,
      overview: undefined,
      marked: [],
      mark: (task) =>
        set(({ marked }) => ({
          marked: marked.includes(task)
            ? marked.filter((each) => each !== task)
            : [...marked.slice(-(MOST_MARKED - 1)), task],
        })),
      unmarkAll: () => set({ marked: [] }),
    };
  });
}

/** The tasks store by context. */
export const tasksStore = createContextStore<TasksState>('tasks');
