import { useEffect, useMemo, useState } from 'react';
import type { RangeCache } from '../../../ui/list/rangeCache.ts';
import { taskContext } from '../store.ts';
import { createPlaceQuestion, placeIn, type AskPlace, type ListPlace } from './listPlace.ts';

/** Where the selected event stands in a list of `rows`, asked anew whenever they have moved. Without `ask` it is not known. */
export function useListPlace(rows: RangeCache<unknown>, ask: AskPlace | undefined): ListPlace | undefined {
  const selected = taskContext.useSelector((state) => state.selected);
  const last = taskContext.useSelector((state) => state.sequences?.last);
  const complete = taskContext.useSelector((state) => state.summary?.complete === true);
  const [place, setPlace] = useState<ListPlace>();
  // What was told of a list before is not of the one that is asked about next.
  if (ask === undefined && place !== undefined) setPlace(undefined);

  const question = useMemo(() => ask && createPlaceQuestion(ask, setPlace), [ask]);
  useEffect(() => () => question?.cancel(), [question]);
  // The answers tell of the version, as more may have come than the window is told of.
  const version = rows.version();
  useEffect(() => {
    if (selected !== 0) question?.request(selected);
  }, [question, selected, version]);

  return placeIn({ total: rows.total() ?? 0, last, complete }, place);
}
