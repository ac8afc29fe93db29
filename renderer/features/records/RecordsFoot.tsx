import type { ReactElement } from 'react';
import { ListFoot } from '../../ui/list/ListFoot.tsx';
import { counted, formatCount, readUnits } from '../../ui/numbers.ts';
import { Progress } from '../../ui/Progress.tsx';
import { isNarrowed } from './selectors.ts';
import { recordsStore } from './store.ts';
import { useRows } from './useRows.ts';

/** At the foot of the list: progress while the table is read, then how many of how many are shown and what it cost. */
export function RecordsFoot(): ReactElement {
  const reading = recordsStore.useSelector((state) => state.reading);
  const settled = recordsStore.useSelector((state) => state.settled);
  const filter = recordsStore.useSelector((state) => state.filter);
  const rows = useRows();
  const progress = reading.phase === 'running' ? reading.progress : undefined;
  const busy = reading.phase === 'running' && (progress?.complete !== true || !settled);
  if (busy) {
    return (
      <ListFoot>
        <Progress label="Read" done={progress?.rows ?? 0} total={progress?.expected} unit="records" />
      </ListFoot>
    );
  }
  const all = progress?.rows;
  const narrowed = isNarrowed(filter);
  // Before the first rows are here the reading itself tells how many there are.
  const total = rows?.total() ?? (narrowed ? undefined : all);
  return (
    <ListFoot
      words={
        total === undefined
          ? ''
          : narrowed && all !== undefined
            ? `${formatCount(total)} of ${counted(all, 'record')}`
            : counted(total, 'record')
      }
      cost={progress?.units === undefined ? undefined : readUnits(progress.units)}
    />
  );
}
