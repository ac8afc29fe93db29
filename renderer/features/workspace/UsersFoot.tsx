import type { ReactElement } from 'react';
import { RowsFoot } from '../../ui/list/RowsFoot.tsx';
import { useRangeCache } from '../../ui/list/useRangeCache.ts';
import { workspaceStore } from './store.ts';

/** At the foot of the list: how far reading has come, then how many users are shown and what it cost. */
export function UsersFoot(): ReactElement {
  const reading = workspaceStore.useSelector((state) => state.reading);
  const settled = workspaceStore.useSelector((state) => state.settled);
  const rows = workspaceStore.useSelector((state) => state.rows);
  useRangeCache(rows);
  return <RowsFoot reading={reading} settled={settled} shown={rows?.total()} noun="user" />;
}
