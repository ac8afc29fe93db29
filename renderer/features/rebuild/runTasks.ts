import type { StoreApi } from 'zustand/vanilla';
import type { TableRef } from '#shared/contract/common.ts';
import type { RebuildOrder } from '#shared/contract/rebuild.ts';
import type { AppClient } from '#shared/contract/index.ts';
import { done, failed, IDLE, RUNNING } from '../../ui/asyncState.ts';
import { createRangeCache } from '../../ui/list/rangeCache.ts';
import { tableOf, type RebuildState, type RunTasks } from './state.ts';

/** What shows the tasks of one run. */
export interface RunTasksPart extends Pick<RebuildState, 'selectTask' | 'mark'> {
  readonly open: (table: TableRef, run: string, order: RebuildOrder) => void;
  /** Looks again before long: rows may have changed. */
  readonly look: () => void;
  readonly close: () => void;
}

/** Least time between two looks at the rows of a run under way, in milliseconds. */
const LOOK_EVERY = 200;

/** Makes the part of the store that shows what became of each task of a run. */
export function createRunTasks(
  client: Pick<AppClient, 'rebuild'>,
  { getState, setState }: Pick<StoreApi<RebuildState>, 'getState' | 'setState'>,
): RunTasksPart {
  let timer: ReturnType<typeof setTimeout> | undefined;

  const patch = (change: Partial<RunTasks>): void => {
    const { tasks } = getState();
    if (tasks !== undefined) setState({ tasks: { ...tasks, ...change } });
  };
  const close = (): void => {
    clearTimeout(timer);
    timer = undefined;
    getState().tasks?.rows.dispose();
    setState({ tasks: undefined });
  };

  return {
    open: (table, run, order) => {
      close();
      const rows = createRangeCache((from, to, signal) =>
        client.rebuild.tasks({ ...table, run, order, range: { from, to } }, { signal }),
      );
      setState({ tasks: { run, rows, selected: undefined, story: IDLE, marked: new Set() } });
      rows.ensure(0, 1);
    },
    look: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        getState().tasks?.rows.invalidate();
      }, LOOK_EVERY);
    },
    close,
    selectTask: async (selected) => {
      const { tasks, rebuild } = getState();
      const task = tasks?.rows.at(selected)?.task;
      if (tasks === undefined || rebuild === undefined) return;
      patch({ selected, story: task === undefined ? IDLE : RUNNING });
      if (task === undefined) return;
      const { run } = tasks;
      const story = await client.rebuild.story({ ...tableOf(rebuild), run, task }).then(done, failed);
      const now = getState().tasks;
      // The same run may have been opened again meanwhile, in another order.
      if (now?.rows === tasks.rows && now.selected === selected) patch({ story });
    },
    mark: (task) => {
      const marked = new Set(getState().tasks?.marked);
      if (!marked.delete(task)) marked.add(task);
      patch({ marked });
    },
  };
}
