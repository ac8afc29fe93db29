import type { RangeCache } from './rangeCache.ts';

/** What waits for a row. */
export interface RowWait<T> {
  /** Whether it is waited for still: the reader may have gone on. */
  readonly isWanted: () => boolean;
  readonly act: (row: T) => void;
}

/**
 * Does something with a row: at once when it is here, else it is fetched first, as for a key that leads far away. What
 * lies there of a row that nobody looks at is no answer: it may be of any age.
 */
export function whenRow<T>(rows: RangeCache<T>, index: number, { isWanted, act }: RowWait<T>): void {
  rows.forgetOld(index);
  const here = rows.at(index);
  if (here !== undefined) {
    act(here);
    return;
  }
  const stop = rows.subscribe(() => {
    const row = rows.at(index);
    if (isWanted() && row === undefined && rows.error() === undefined) return;
    stop();
    if (isWanted() && row !== undefined) act(row);
  });
  rows.ensure(index, index + 1);
}
