import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { scrollFollowing, scrollKeeping, scrollTo, type Standing } from './scrollKeeping.ts';

/** The row that a list keeps in view. Indexes count from 0, heights are in pixels. */
export interface KeptRow {
  /** Undefined: none. It may be told ahead of the `count` that it is one of: the view then waits for the rows. */
  readonly index: number | undefined;
  /** What stands in the row: with the same key, a new index is the same thing at another place. */
  readonly key: string | undefined;
  readonly count: number;
  readonly rowHeight: number;
}

interface Last extends Standing {
  readonly key: string | undefined;
}

/**
 * Scrolls `scroller` to its kept row when that changes, and keeps it there as rows come, go and move and as the list
 * becomes higher or lower, unless the reader has scrolled away from it.
 */
export function useSelectionInView(
  scroller: RefObject<HTMLDivElement | null>,
  { index, key, count, rowHeight }: KeptRow,
): void {
  const last = useRef<Last>(undefined);
  // Where the browser itself put a list that became too short for where it stood.
  const cutTo = useRef<number>(undefined);
  const isHere = index === undefined || index < count;
  const top = isHere && index !== undefined ? index * rowHeight : undefined;

  useLayoutEffect(() => {
    const list = scroller.current;
    const before = last.current;
    if (list === null || before === undefined) return;
    if (before.scrollTop > count * rowHeight - list.clientHeight) cutTo.current = list.scrollTop;
  }, [scroller, count, rowHeight]);

  useEffect(() => {
    // A place that the list does not reach yet cannot be scrolled to.
    if (!isHere) return;
    const list = scroller.current;
    const before = last.current;
    last.current = undefined;
    if (list === null || top === undefined) return;
    const now = { top, scrollTop: list.scrollTop, height: list.clientHeight };
    const to =
      before !== undefined && key !== undefined && before.key === key
        ? scrollFollowing({ before, now, rowHeight, extent: list.scrollHeight })
        : scrollTo(now, rowHeight);
    if (to !== undefined) list.scrollTo({ top: to });
    last.current = { ...now, key, scrollTop: list.scrollTop };
    cutTo.current = undefined;
  }, [scroller, top, key, isHere, rowHeight]);

  useEffect(() => {
    const list = scroller.current;
    if (list === null) return;
    // Told after the list has been put to its end, too, which no reader did. The height stays what it was then: that it
    // has changed is told later, and what is in view by the old one is to stay so.
    const onScroll = (): void => {
      if (list.scrollTop === cutTo.current || list.clientHeight === 0) return;
      cutTo.current = undefined;
      if (last.current !== undefined) last.current = { ...last.current, scrollTop: list.scrollTop };
    };
    const observer = new ResizeObserver(() => {
      const before = last.current;
      // Hidden, it is nobody's to look at.
      if (before === undefined || list.clientHeight === 0) return;
      const now = { ...before, scrollTop: list.scrollTop, height: list.clientHeight };
      const to = scrollKeeping({ before, now, rowHeight });
      if (to !== undefined) list.scrollTo({ top: to });
      last.current = { ...now, scrollTop: list.scrollTop };
    });
    list.addEventListener('scroll', onScroll, { passive: true });
    observer.observe(list);
    return () => {
      list.removeEventListener('scroll', onScroll);
      observer.disconnect();
    };
  }, [scroller, rowHeight]);
}
