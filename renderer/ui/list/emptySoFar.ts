import type { RangeCache } from './rangeCache.ts';

/** How far the reading has come that the rows are of. */
export interface ReadSoFar {
  readonly busy: boolean;
  /** Of the list as it is now; undefined before anything is known of it. */
  readonly version: number | undefined;
}

/**
 * Whether a list without rows does not mean that there are none: they are still being read, or these were asked for
 * before they had been, and are about to be asked for again.
 */
export const isEmptySoFar = (
  rows: Pick<RangeCache<unknown>, 'total' | 'version'>,
  { busy, version = 0 }: ReadSoFar,
): boolean => rows.total() === 0 && (busy || rows.version() < version);
