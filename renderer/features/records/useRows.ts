import type { RecordRow } from '#shared/contract/records.ts';
import type { RangeCache } from '../../ui/list/rangeCache.ts';
import { useRangeCache } from '../../ui/list/useRangeCache.ts';
import { recordsStore } from './store.ts';

/** The listed rows, with their count up to date; undefined before there are any to ask for. */
export function useRows(): RangeCache<RecordRow> | undefined {
  const rows = recordsStore.useSelector((state) => state.rows);
  useRangeCache(rows);
  return rows;
}
