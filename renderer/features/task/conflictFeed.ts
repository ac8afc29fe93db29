import type { StoreApi } from 'zustand/vanilla';
import type { Conflict } from '#shared/model/conflict.ts';
import { done, failed, RUNNING } from '../../ui/asyncState.ts';
import type { TaskDeps, TaskState } from './taskState.ts';

/** `known` with `conflict` in front, once. */
export function withConflict(known: readonly Conflict[], conflict: Conflict): readonly Conflict[] {
  return known.some(({ id }) => id === conflict.id) ? known : [conflict, ...known];
}

/** Lists this task's recorded conflicts and adds those that are met from now on. Returns how to stop. */
export function startConflicts({ client }: TaskDeps, store: StoreApi<TaskState>): () => void {
  let current = new AbortController();

  const begin = (): void => {
    current.abort();
    const { signal } = (current = new AbortController());
    const scope = store.getState().ref;
    const met: Conflict[] = [];
    const apply = (): void => {
      const { conflicts } = store.getState();
      if (conflicts.phase === 'done') {
        store.setState({ conflicts: done(met.reduce(withConflict, conflicts.value)) });
        met.length = 0;
      }
    };
    if (store.getState().conflicts.phase !== 'done') store.setState({ conflicts: RUNNING });
    client.conflicts
      .watch(scope, {
        signal,
        onItem: (conflict) => {
          met.push(conflict);
          apply();
        },
      })
      .catch(() => undefined); // The link to the task tells when the host is gone, and then this begins again.
    client.conflicts.list(scope, { signal }).then(
      (listed) => {
        if (signal.aborted) return;
        store.setState({ conflicts: done(listed) });
        apply();
      },
      (error: unknown) => {
        if (!signal.aborted) store.setState({ conflicts: failed(error) });
      },
    );
  };

  begin();
  const stop = store.subscribe((now, before) => {
    if (now.progress?.handle !== before.progress?.handle && before.progress !== undefined) begin();
  });
  return () => {
    stop();
    current.abort();
  };
}
