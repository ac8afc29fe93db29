import type { ReactElement } from 'react';
import { counted, formatCount } from '../../ui/numbers.ts';
import { Progress } from '../../ui/Progress.tsx';
import styles from './records.module.css';
import { isNarrowed } from './selectors.ts';
import { recordsStore } from './store.ts';
import { useRows } from './useRows.ts';

/** At the foot of the list: progress while the table is read, then how many of how many are shown and what it cost. */
export function RecordsFoot(): ReactElement {
  const reading = recordsStore.useSelector((state) => state.reading);
  const filter = recordsStore.useSelector((state) => state.filter);
  const rows = useRows();
  const progress = reading.phase === 'running' ? reading.progress : undefined;
  const busy = reading.phase === 'running' && progress?.complete !== true;
  if (busy) {
    return (
      <div className={styles.foot}>
        <Progress label="Read" done={progress?.rows ?? 0} total={progress?.expected} unit="records" />
      </div>
    );
  }
  const all = progress?.rows;
  const narrowed = isNarrowed(filter);
  // Before the first rows are here the reading itself tells how many there are.
  const total = rows?.total() ?? (narrowed ? undefined : all);
  return (
    <div className={styles.foot} role="status">
      <span>
        {total === undefined
          ? ''
          : narrowed && all !== undefined
            ? `${formatCount(total)} of ${counted(all, 'record')}`
            : counted(total, 'record')}
      </span>
      {progress?.units === undefined ? null : (
        <span>{formatCount(Math.round(progress.units * 10) / 10)} read units</span>
      )}
    </div>
  );
}
