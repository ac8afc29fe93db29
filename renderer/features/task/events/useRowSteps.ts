import { useEffect, useMemo } from 'react';
import type { EventFilter } from '#shared/contract/replay.ts';
import type { ListMove } from '../../../ui/list/listKeys.ts';
import { taskContext } from '../store.ts';
import { useTaskDeps } from '../TaskDeps.tsx';
import { knownStep, type ListHere } from './knownStep.ts';
import { createRowSteps } from './rowSteps.ts';

/** A list of events that keys lead through. */
export interface SteppedList<T> extends ListHere<T> {
  readonly filter: EventFilter;
  /** The open groups; left out where the list is not grouped. */
  readonly expanded?: readonly number[];
}

/** Leads the selection through a list: at once while its rows are here and stand still, else by asking the host. */
export function useRowSteps<T>({
  rows,
  place,
  filter,
  expanded,
  seqOf,
}: SteppedList<T>): (move: ListMove) => void {
  const api = taskContext.useApi();
  const { client } = useTaskDeps();
  const version = taskContext.useSelector((state) => state.progress?.version);

  const steps = useMemo(
    () =>
      createRowSteps({
        ask: (seq, by, signal) => {
          const handle = api.getState().progress?.handle ?? '';
          const list = expanded === undefined ? { filter } : { filter, expanded: [...expanded] };
          return client.travel.rowFrom({ handle, ...list, seq, by }, { signal });
        },
        selected: () => api.getState().selected,
        select: (seq) => api.getState().actions.select(seq),
      }),
    [client, api, filter, expanded],
  );
  useEffect(() => () => steps.cancel(), [steps]);
  useEffect(() => steps.again(), [steps, version]);

  return (move) => {
    if ('to' in move) {
      steps.toEnd(move.to);
      return;
    }
    const { selected, summary } = api.getState();
    const now = { selected, complete: summary?.complete === true, version };
    steps.by(move.by, knownStep({ rows, place, seqOf }, now, move.by));
  };
}
