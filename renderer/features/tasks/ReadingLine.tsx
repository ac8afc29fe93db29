import { useEffect, useState, type ReactElement } from 'react';
import { useEntryWord } from '../../ui/entryWord.tsx';
import { ListFoot } from '../../ui/list/ListFoot.tsx';
import { useRangeCache } from '../../ui/list/useRangeCache.ts';
import { counted, formatCount, readUnits } from '../../ui/numbers.ts';
import { Progress } from '../../ui/Progress.tsx';
import { isNarrowed } from './selectors.ts';
import { tasksStore } from './store.ts';

/** At the foot of the list: progress while the table is read, afterwards how many of how many are shown and what it cost. */
export function ReadingLine(): ReactElement {
  const word = useEntryWord();
  const reading = tasksStore.useSelector((state) => state.reading);
  const rate = tasksStore.useSelector((state) => state.itemsPerSecond);
  const filter = tasksStore.useSelector((state) => state.filter);
  const rows = tasksStore.useSelector((state) => state.rows);
  useRangeCache(rows);
  const progress = reading.phase === 'running' ? reading.progress : undefined;
  const busy = reading.phase === 'running' && progress?.phase !== 'ready';
  const settled = tasksStore.useSelector((state) => state.settled);
  const complete = tasksStore.useSelector((state) => state.complete);
  const slow = useSlow(busy);
  if (busy && (slow || rows === undefined)) {
    const items = progress?.items ?? 0;
    return (
      <ListFoot>
        <Progress
          label="Read"
          done={items}
          total={progress?.expectedItems}
          unit="items"
          perSecond={slow && items > 0 ? rate : undefined}
        />
      </ListFoot>
    );
  }
  const total = rows?.total();
  const all = progress?.tasks;
  // Of the whole list the reading itself knows the number first; the rows are asked for after it.
  const shown =
    total === undefined
      ? ''
      : all === undefined
        ? counted(total, word)
        : isNarrowed(filter)
          ? `${formatCount(total)} of ${counted(all, word)}`
          : counted(all, word);
  // Rows of before its end are still shown for a moment, and others come between them.
  const isSoFar = reading.phase === 'running' && !settled;
  return (
    <ListFoot
      words={`${isSoFar ? (complete ? 'Reading again: ' : 'Reading, so far: ') : ''}${shown}`}
      cost={
        progress === undefined
          ? undefined
          : `${counted(progress.items, 'item')} · ${readUnits(progress.units)}`
      }
    />
  );
}

/** Whether something has been busy for more than a second. */
function useSlow(busy: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!busy) return undefined;
    const timer = setTimeout(() => setSlow(true), 1000);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [busy]);
  return busy && slow;
}
