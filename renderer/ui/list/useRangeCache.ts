import { useSyncExternalStore } from 'react';
import type { RangeCache } from './rangeCache.ts';

/** Re-renders when the cache has changed; returns its revision, for memoised readers. */
export function useRangeCache<T>(cache: RangeCache<T>): number {
  return useSyncExternalStore(cache.subscribe, cache.revision);
}
