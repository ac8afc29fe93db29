import { useEffect, useMemo, useState } from 'react';
import type { RangeCache } from '../../../ui/list/rangeCache.ts';
import { createLatest } from '../latest.ts';
import { taskContext } from '../store.ts';

/** Where event `seq` stands in a list, or the nearest before it; null when nothing stands before it there. */
export interface ListPlace {
  readonly seq: number;
  readonly index: number | null;
  readonly exact: boolean;
}

/** Asks where event `seq` stands in the list. Another function asks about another list. */
export type AskPlace = (seq: number, signal: AbortSignal) => Promise<Omit<ListPlace, 'seq'>>;

/** Where the selected event stands in a list of `rows`, asked anew whenever they have moved. */
export function useListPlace(rows: RangeCache<unknown>, ask: AskPlace | undefined): ListPlace | undefined {
  const selected = taskContext.useSelector((state) => state.selected);
  const last = taskContext.useSelector((state) => state.sequences?.last);
  const complete = taskContext.useSelector((state) => state.summary?.complete === true);
  const [place, setPlace] = useState<ListPlace>();

  const question = useMemo(
    () =>
      ask &&
      createLatest<number, ListPlace>(
        async (seq, signal) => ({ seq, ...(await ask(seq, signal)) }),
        setPlace,
        () => undefined, // Why rows cannot be had is told by the list itself.
      ),
    [ask],
  );
  useEffect(() => () => question?.cancel(), [question]);
  // The answers tell of the version, as more may have come than the window is told of.
  const version = rows.version();
  useEffect(() => {
    if (selected !== 0) question?.request(selected);
  }, [question, selected, version]);

  const total = rows.total() ?? 0;
  // While more comes, rows and place are of two moments; the last event stands in the last row all the same.
  const isLast = !complete && place?.exact === true && place.seq === last && total > 0;
  return isLast ? { ...place, index: total - 1 } : place;
}
