import type { ReactElement } from 'react';
import { ListFoot } from '../../ui/list/ListFoot.tsx';
import { useRangeCache } from '../../ui/list/useRangeCache.ts';
import { counted, formatCount, readUnits } from '../../ui/numbers.ts';
import { NO_ROWS, workspaceStore } from './store.ts';

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
    <ListFoot
      words={progress === undefined ? '' : progress.complete ? shown : `Reading, so far: ${shown}`}
      cost={progress?.units === undefined ? undefined : readUnits(progress.units)}
    />
  );
}
