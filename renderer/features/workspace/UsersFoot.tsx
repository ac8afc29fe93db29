import type { ReactElement } from 'react';
import { useRangeCache } from '../../ui/list/useRangeCache.ts';
import { counted, formatCount } from '../../ui/numbers.ts';
import { NO_ROWS, workspaceStore } from './store.ts';
import styles from './workspace.module.css';

/** At the foot of the list: how far reading has come, then how many users are shown and what it cost. */
export function UsersFoot(): ReactElement {
  const reading = workspaceStore.useSelector((state) => state.reading);
  const rows = workspaceStore.useSelector((state) => state.rows);
  useRangeCache(rows ?? NO_ROWS);
  const progress = reading.phase === 'running' ? reading.progress : undefined;
  const total = rows?.total();
  const all = progress?.rows ?? 0;
  const shown =
    total === undefined || total === all
      ? counted(all, 'user')
      : `${formatCount(total)} of ${counted(all, 'user')}`;
  return (
    <div className={styles.foot} role="status">
      <span>{progress === undefined ? '' : progress.complete ? shown : `Reading, so far: ${shown}`}</span>
      {progress?.units === undefined ? null : (
        <span>{formatCount(Math.round(progress.units * 10) / 10)} read units</span>
      )}
    </div>
  );
}
