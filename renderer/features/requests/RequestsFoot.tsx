import type { ReactElement } from 'react';
import { RowsFoot } from '../../ui/list/RowsFoot.tsx';
import { useRangeCache } from '../../ui/list/useRangeCache.ts';
import { requestsStore } from './store.ts';

/** At the foot of the list: how far reading has come, then how many of how many are shown and what it cost. */
export function RequestsFoot(): ReactElement {
  const reading = requestsStore.useSelector((state) => state.reading);
  const settled = requestsStore.useSelector((state) => state.settled);
  const rows = requestsStore.useSelector((state) => state.rows);
  useRangeCache(rows);
  return <RowsFoot reading={reading} settled={settled} shown={rows?.total()} noun="request" />;
}
