import type { RecordRow } from '#shared/contract/records.ts';
import { createRangeCache, type RangeCache } from '../../ui/list/rangeCache.ts';
import { useRangeCache } from '../../ui/list/useRangeCache.ts';
import { recordsStore } from './store.ts';

const NO_ROWS = createRangeCache<never>(() => Promise.resolve({ total: 0, version: 0, rows: [] }));

/** The listed rows, with their count up to date; undefined before there are any to ask for. */
export function useRows(): RangeCache<RecordRow> | undefined {
  const rows = recordsStore.useSelector((state) => state.rows);
  useRangeCache(rows ?? NO_ROWS);
  return rows;
}
