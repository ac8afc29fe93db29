import { useEffect, useState } from 'react';
import type { Causation } from '#shared/contract/causation.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { done, failed, RUNNING, type AsyncState } from '../../../ui/asyncState.ts';
import { taskContext } from '../store.ts';
import { useTaskDeps } from '../TaskDeps.tsx';

/** The list of the table, in which causes are looked up, and how often it has changed. */
export interface ListedTable {
  readonly handle: string;
  readonly version: number;
}

/** Causes and effects of an event. While those of the next one are on their way, the last ones stay. */
export function useCausation(event: TaskEvent, list: ListedTable): AsyncState<Causation> {
  const { client } = useTaskDeps();
  const task = taskContext.useSelector((state) => state.ref.task);
  const [answer, setAnswer] = useState<AsyncState<Causation>>(RUNNING);
  const { handle, version } = list;
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const { data: _data, ...bare } = event;
    client.causation.tree({ handle, task, event: bare }, { signal }).then(
      (value) => setAnswer(done(value)),
      (error: unknown) => {
        if (!signal.aborted) setAnswer(failed(error));
      },
    );
    return () => controller.abort();
  }, [client, handle, version, task, event]);
  return answer;
}
