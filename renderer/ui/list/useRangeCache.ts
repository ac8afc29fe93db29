import { useSyncExternalStore } from 'react';
import type { RangeCache } from './rangeCache.ts';

const NEVER = (): (() => void) => () => undefined;
const NOTHING = (): number => 0;

/** Re-renders when the cache has changed; returns its revision, for memoised readers. Undefined: there is none yet. */
export function useRangeCache<T>(cache: RangeCache<T> | undefined): number {
  return useSyncExternalStore(cache?.subscribe ?? NEVER, cache?.revision ?? NOTHING);
}
