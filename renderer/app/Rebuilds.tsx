import type { ReactElement } from 'react';
import { RebuildDialog } from '../features/rebuild/RebuildDialog.tsx';
import { rebuildStore } from '../features/rebuild/store.ts';
import { tasksStore } from '../features/tasks/store.ts';
import { useAction } from '../ui/actions/useAction.tsx';
import { routerStore } from './router.ts';
import { useShownLayout } from './useShown.ts';

/** The dialog of rebuilds, and the commands that lead to it. */
export function Rebuilds(): ReactElement {
  const { connection, table, task } = routerStore.useSelector((state) => state.place);
  const go = routerStore.useSelector((state) => state.go);
  const { openOne, openRuns } = rebuildStore.useApi().getState();
  const drifting = useRebuildDrifting();
  const inTasks = useShownLayout() === 'task' && connection !== undefined && table !== undefined;
  useAction(
    'rebuild.task',
    () => {
      if (inTasks && task !== undefined) void openOne({ connection, table, task });
    },
    { enabled: inTasks && task !== undefined },
  );
  useAction('rebuild.drifting', () => drifting?.(), { enabled: drifting !== undefined });
  useAction(
    'rebuild.runs',
    () => {
      if (inTasks) void openRuns({ connection, table });
    },
    { enabled: inTasks },
  );
  return <RebuildDialog onOpenTask={(ref) => go(ref)} />;
}

/** Asks to rebuild every drifting projection of the listed table; undefined while none drifts or it is being read. */
export function useRebuildDrifting(): (() => void) | undefined {
  const { openMany } = rebuildStore.useApi().getState();
  const ref = tasksStore.useSelector((state) => state.table);
  const count = tasksStore.useSelector((state) => state.overview?.drifting ?? 0);
  const list = tasksStore.useSelector((state) =>
    state.reading.phase === 'running' && state.reading.progress?.phase === 'ready'
      ? state.reading.progress.handle
      : undefined,
  );
  if (ref === undefined || list === undefined || count === 0) return undefined;
  const { connection, table } = ref;
  return () => openMany({ connection, table }, { kind: 'drifting', list }, count);
}
