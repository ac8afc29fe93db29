import { useCallback, useEffect, useRef } from 'react';
import type { EventFilter, EventRow } from '#shared/contract/replay.ts';
import type { RangeCache } from '../../../ui/list/rangeCache.ts';
import { taskContext } from '../store.ts';

/** The rows of the list that the filter's field is left for. */
export interface FilteredList {
  readonly rows: RangeCache<EventRow>;
  /** The filter that `rows` answer. */
  readonly applied: EventFilter;
  /** Changes whenever rows arrive. */
  readonly revision: number;
}

/** Leaves `field` for the list beside it; `first`: at the first event that passes. */
export type LeaveFilter = (field: HTMLElement, first: boolean) => void;

/**
 * Moves the focus from the filter's field to the list, so that single keys work again. With `first`, the first event
 * that passes is selected: at once, or as soon as its row has come.
 */
export function useLeaveFilter({ rows, applied, revision }: FilteredList): LeaveFilter {
  const api = taskContext.useApi();
  const wanted = useRef<EventFilter>(undefined);
  const takeFirst = useCallback(() => {
    if (wanted.current !== applied) return;
    const row = rows.at(0);
    if (row === undefined) return;
    wanted.current = undefined;
    api.getState().actions.select(row.seq);
  }, [api, rows, applied]);
  useEffect(takeFirst, [takeFirst, revision]);
  return useCallback(
    (field, first) => {
      const list = field.closest('section')?.querySelector<HTMLElement>('[role="listbox"]');
      // A list without rows is not there; without a focus, keys are the task's as well.
      if (list) list.focus();
      else field.blur();
      wanted.current = first ? api.getState().filter : undefined;
      takeFirst();
      // The list keeps its place when it is scrolled far from its beginning, and then has let go of the first row.
      if (wanted.current === applied) rows.ensure(0, 1);
    },
    [api, rows, applied, takeFirst],
  );
}
