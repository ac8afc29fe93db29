import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TableRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';
import type { TaskFilter, TaskListProgress, TaskOverview, TaskRow } from '#shared/contract/tasks.ts';
import type { AsyncState } from '../../ui/asyncState.ts';
import { failed, IDLE } from '../../ui/asyncState.ts';
import type { RangeCache } from '../../ui/list/rangeCache.ts';
import { createContextStore } from '../../ui/store.tsx';
import type { Clock } from '../../ui/time/clock.ts';
import { createLatest } from './latest.ts';
import { createRows } from './rows.ts';

/** The list before anything narrows it. */
export const NO_FILTER: TaskFilter = { statuses: [], text: '', onlyFindings: false, order: 'recent' };

/** How long changes of the index are gathered before rows and counts are asked for again, in milliseconds. */
export const GATHER_MS = 250;

/** How old the counts by age may become before they are asked for again, in milliseconds. */
export const AGES_MS = 60_000;

/** The tasks of the open table. */
export interface TasksState {
  readonly table: TableRef | undefined;
  /** Reading goes on, with its progress, for as long as the table is open; then it follows changes. */
  readonly reading: AsyncState<never, TaskListProgress | undefined>;
  /** Whether the whole table has been read once, so that the figures are final and not of what was read so far. */
  readonly complete: boolean;
  /** Items read per second, over the whole reading so far. */
  readonly itemsPerSecond: number;
  readonly filter: TaskFilter;
  readonly overview: TaskOverview | undefined;
  /** The filtered rows, by range; those of the last filter until the new ones are there. */
  readonly rows: RangeCache<TaskRow> | undefined;
  readonly selected: { readonly task: string; readonly index: number | undefined } | undefined;
  readonly open: (table: TableRef | undefined) => void;
  /** Opens the same table anew, after the way there was lost. */
  readonly reopen: () => void;
  /** Has the host read the whole table again. */
  readonly reload: () => Promise<void>;
  readonly narrow: (patch: Partial<TaskFilter>) => void;
  /** The first task that the filter lets through; undefined when there is none. */
  readonly first: () => Promise<{ readonly task: string; readonly index: number } | undefined>;
  readonly select: (task: string | undefined, index?: number) => void;
  /** The task `delta` rows from the selected one, at the ends the last or first; undefined in an empty list. */
  readonly neighbour: (
    delta: number,
  ) => Promise<{ readonly task: string; readonly index: number } | undefined>;
}

/** Creates the store of a table's tasks. */
export function createTasksStore({
  client,
  clock,
}: {
  readonly client: Pick<AppClient, 'tasks'>;
  readonly clock: Pick<Clock, 'now' | 'subscribe'>;
}): StoreApi<TasksState> {
  return createStore<TasksState>()((set, get) => {
    let abort = new AbortController();
    let startedAt = 0;
    let countedAt = 0;
    let unsubscribe = (): void => undefined;
    let nextRows: RangeCache<TaskRow> | undefined;
    const overviews = createLatest();
    const places = createLatest();

    const handleOf = (): string | undefined => {
      const { reading } = get();
      return reading.phase === 'running' ? reading.progress?.handle : undefined;
    };
    const askOverview = (): void => {
      const handle = handleOf();
      if (handle === undefined) return;
      countedAt = clock.now();
      void overviews.run(
        (signal) => client.tasks.overview({ handle, now: new Date(clock.now()).toISOString() }, { signal }),
        (overview) => set({ overview }),
      );
    };
    const askPlace = (): void => {
      const { selected, filter } = get();
      const handle = handleOf();
      if (handle === undefined || selected === undefined) return;
      const { task } = selected;
      void places.run(
        (signal) => client.tasks.indexOf({ handle, filter, task }, { signal }),
        ({ index }) => set({ selected: { task, index: index ?? undefined } }),
      );
    };
    const askRows = (): void => {
      const handle = handleOf();
      if (handle === undefined) return;
      nextRows?.dispose();
      const rows = createRows(client, handle, get().filter);
      nextRows = rows;
      rows.subscribe(() => {
        if (nextRows !== rows || (rows.total() === undefined && rows.error() === undefined)) return;
        get().rows?.dispose();
        nextRows = undefined;
        set({ rows });
      });
      rows.ensure(0, 60);
      askPlace();
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const gather = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        (nextRows ?? get().rows)?.invalidate();
        askOverview();
        askPlace();
      }, GATHER_MS);
    };
    const onProgress = (progress: TaskListProgress): void => {
      const before = get().reading;
      const last = before.phase === 'running' ? before.progress : undefined;
      const seconds = Math.max(0.1, (clock.now() - startedAt) / 1000);
      set({
        reading: { phase: 'running', progress },
        complete: get().complete || progress.phase === 'ready',
        itemsPerSecond: progress.items / seconds,
      });
      if (last === undefined) {
        askRows();
        askOverview();
      } else if (last.version !== progress.version || last.phase !== progress.phase) gather();
    };
    const leave = (): void => {
      unsubscribe();
      abort.abort();
      clearTimeout(timer);
      timer = undefined;
      nextRows?.dispose();
      nextRows = undefined;
      overviews.cancel();
      places.cancel();
    };
    const follow = async (table: TableRef): Promise<void> => {
      const mine = new AbortController();
      abort = mine;
      startedAt = clock.now();
      unsubscribe = clock.subscribe(() => {
        if (clock.now() - countedAt >= AGES_MS) askOverview();
      });
      set({ reading: { phase: 'running', progress: undefined }, complete: false });
      try {
        await client.tasks.open(table, {
          signal: mine.signal,
          onItem: (progress) => {
            if (!mine.signal.aborted) onProgress(progress);
          },
        });
        if (!mine.signal.aborted) set({ reading: { phase: 'cancelled' } });
      } catch (error) {
        if (!mine.signal.aborted) set({ reading: failed(error) });
      }
    };

    return {
      table: undefined,
      reading: IDLE,
      complete: false,
      itemsPerSecond: 0,
      filter: NO_FILTER,
      overview: undefined,
      rows: undefined,
      selected: undefined,
      open: (table) => {
        const before = get().table;
        if (before?.connection === table?.connection && before?.table === table?.table) return;
        leave();
        get().rows?.dispose();
        set({
          table,
          reading: IDLE,
          filter: NO_FILTER,
          overview: undefined,
          rows: undefined,
          selected: undefined,
        });
        if (table !== undefined) void follow(table);
      },
      reopen: () => {
        const { table } = get();
        if (table === undefined) return;
        leave();
        void follow(table);
      },
      reload: async () => {
        const handle = handleOf();
        if (handle === undefined) {
          get().reopen();
          return;
        }
        startedAt = clock.now();
        try {
          await client.tasks.reload({ handle });
        } catch (error) {
          set({ reading: failed(error) });
        }
      },
      narrow: (patch) => {
        set({ filter: { ...get().filter, ...patch } });
        askRows();
      },
      first: async () => {
        const handle = handleOf();
        if (handle === undefined) return undefined;
        const range = { from: 0, to: 1 };
        const [row] = (await client.tasks.range({ handle, filter: get().filter, range })).rows;
        return row === undefined ? undefined : { task: row.task, index: 0 };
      },
      select: (task, index) => {
        if (get().selected?.task === task && index === undefined) return;
        set({ selected: task === undefined ? undefined : { task, index } });
        if (index === undefined) askPlace();
      },
      neighbour: async (delta) => {
        const { rows, selected } = get();
        const total = rows?.total();
        const handle = handleOf();
        if (total === undefined || total === 0 || handle === undefined) return undefined;
        const from = selected?.index ?? (delta > 0 ? -1 : total);
        const index = Math.max(0, Math.min(total - 1, from + delta));
        const row =
          rows?.at(index) ??
          (await client.tasks.range({ handle, filter: get().filter, range: { from: index, to: index + 1 } }))
            .rows[0];
        return row === undefined ? undefined : { task: row.task, index };
      },
    };
  });
}

/** The tasks store by context. */
export const tasksStore = createContextStore<TasksState>('tasks');
