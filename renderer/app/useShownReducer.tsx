import { useEffect, useRef, type ReactElement } from 'react';
import type { TaskRef } from '#shared/contract/common.ts';
import { ReducerControl } from '../features/reducers/ReducerControl.tsx';
import { useReducerState } from '../features/reducers/useReducerState.ts';
import { tasksStore } from '../features/tasks/store.ts';
import { routerStore } from './router.ts';
import type { WindowDeps } from './windowDeps.ts';

/** What folds the task on screen: the control for its header, and a number that rises when something else folds it. */
export interface ShownReducer {
  readonly control: ReactElement | null;
  readonly version: number | undefined;
}

/** Follows the reducer of a task's table. The list of tasks is read again when it changes, as its verdicts do. */
export function useShownReducer(
  { client, host }: Pick<WindowDeps, 'client' | 'host'>,
  ref: TaskRef,
): ShownReducer {
  const { connection, table } = ref;
  const state = useReducerState(client, connection, table);
  const go = routerStore.useSelector((router) => router.go);
  const place = routerStore.useSelector((router) => router.place);
  const tasks = tasksStore.useApi();
  const version = state?.version;
  const seen = useRef<{ readonly table: string; readonly version: number }>(undefined);
  const of = JSON.stringify([connection, table]);
  useEffect(() => {
    if (version === undefined) return;
    const before = seen.current;
    seen.current = { table: of, version };
    if (before?.table === of && before.version !== version) tasks.getState().reopen();
  }, [of, version, tasks]);
  return {
    version,
    control:
      state === undefined ? null : (
        <ReducerControl
          key={of}
          client={client}
          table={{ connection, table }}
          state={state}
          hasDialogs={host === 'desktop'}
          onCompare={() => go(place, { view: 'whatIf' })}
        />
      ),
  };
}
