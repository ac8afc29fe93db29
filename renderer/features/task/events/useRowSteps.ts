import { useEffect, useMemo } from 'react';
import type { EventFilter } from '#shared/contract/replay.ts';
import type { ListMove } from '../../../ui/list/listKeys.ts';
import type { RangeCache } from '../../../ui/list/rangeCache.ts';
import { taskContext } from '../store.ts';
import { useTaskDeps } from '../TaskDeps.tsx';
import { createRowSteps } from './rowSteps.ts';
import type { ListPlace } from './useListPlace.ts';

/** A list of events that keys lead through. */
export interface SteppedList<T> {
  readonly rows: RangeCache<T>;
  /** Where the selection stands in it. */
  readonly place: ListPlace | undefined;
  readonly filter: EventFilter;
  /** The open groups; left out where the list is not grouped. */
  readonly expanded?: readonly number[];
  /** The event that a row stands for. */
  readonly seqOf: (row: T) => number;
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

  /** The event of the row `by` rows further, where that is known for sure. */
  const known = (by: number): number | undefined => {
    const { selected, summary } = api.getState();
    if (summary?.complete !== true || rows.version() !== version) return undefined;
    const row = place?.index ?? -1;
    rows.forgetOld(row + by);
    const [from, to] = [rows.at(row), rows.at(row + by)];
    // Of an event that came twice there are two rows.
    if (from === undefined || to === undefined || seqOf(from) !== selected) return undefined;
    return seqOf(to) === selected ? undefined : seqOf(to);
  };
  return (move) => {
    if ('to' in move) {
      steps.toEnd(move.to);
      return;
    }
    const seq = known(move.by);
    if (seq === undefined) steps.by(move.by);
    else api.getState().actions.select(seq);
  };
}
