import { useEffect, useState } from 'react';
import type { EventRow } from '#shared/contract/replay.ts';
import { createRangeCache, type RangeCache } from '../../../ui/list/rangeCache.ts';
import { NO_FILTER } from '../taskState.ts';
import { taskContext } from '../store.ts';
import { useTaskDeps } from '../TaskDeps.tsx';
import { whileOpen } from './whileOpen.ts';

/** A list in view shows some thirty rows, and others at each position of the scrubber: few are asked for in vain. */
const PAGES = { pageSize: 50, maxPages: 80 } as const;

/** Rows before anything is known. */
const NOTHING: RangeCache<EventRow> = createRangeCache<EventRow>(() => new Promise(() => undefined));

/** The rows of an event list and its filter. */
interface EventRows {
  readonly rows: RangeCache<EventRow>;
  readonly filter: typeof NO_FILTER;
  /** Whether another filter's first rows are on their way. */
  readonly looking: boolean;
}

/** The rows of the filtered event list. While a new filter's first rows are on their way, the old ones stay. */
export function useEventRows(): EventRows {
  const api = taskContext.useApi();
  const { client } = useTaskDeps();
  const filter = taskContext.useSelector((state) => state.filter);
  const progress = taskContext.useSelector((state) => state.progress);
  const [held, setHeld] = useState({ rows: NOTHING, filter: NO_FILTER });
  const handle = progress?.handle;
  const opened = handle !== undefined;

  useEffect(() => {
    if (!opened) return undefined;
    const fresh = createRangeCache<EventRow>((from, to, signal) => {
      // A reopened task has another handle; the cache outlives it.
      const current = api.getState().progress?.handle ?? '';
      const rows = client.replay.events({ handle: current, filter, range: { from, to } }, { signal });
      return whileOpen(api.getState, current, rows);
    }, PAGES);
    let arrived = false;
    const arrive = (): void => {
      arrived = true;
      unsubscribe();
      setHeld({ rows: fresh, filter });
    };
    const unsubscribe = fresh.subscribe(arrive);
    fresh.ensure(0, 1);
    return () => {
      unsubscribe();
      if (!arrived) fresh.dispose();
    };
  }, [client, api, filter, opened]);
  // What is shown can be scrolled until something else is: a filter of a long stream may take its time.
  useEffect(() => () => held.rows.dispose(), [held, opened]);
  useEffect(() => {
    held.rows.invalidate();
  }, [held, handle, progress?.version]);
  return { ...held, looking: opened && held.filter !== filter };
}
