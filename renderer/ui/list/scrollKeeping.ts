/** A row and what was in view when the list last stood still; all in pixels. */
export interface Standing {
  /** Where the row begins in the list. */
  readonly top: number;
  readonly scrollTop: number;
  /** Of what is in view. */
  readonly height: number;
}

/** The same row at another place, or the same list at another height. */
export interface Shift {
  readonly before: Standing;
  readonly now: Standing;
  readonly rowHeight: number;
  /** Of all rows together. */
  readonly extent: number;
}

/** Whether the row was wholly in view. */
function isInView({ top, scrollTop, height }: Standing, rowHeight: number): boolean {
  // A pixel to spare: heights and scroll positions are fractions under zoom.
  return top >= scrollTop - 1 && top + rowHeight <= scrollTop + height + 1;
}

/** Where to scroll so that a row is wholly in view, and no further than that; undefined: it is. */
export function scrollTo({ top, scrollTop, height }: Standing, rowHeight: number): number | undefined {
  if (top < scrollTop) return top;
  return top + rowHeight > scrollTop + height ? Math.max(0, top + rowHeight - height) : undefined;
}

/**
 * Where to scroll so that a row which was wholly in view before a change of height still is; undefined: stay. A row that
 * was out of view is left alone.
 */
export function scrollKeeping({ before, now, rowHeight }: Omit<Shift, 'extent'>): number | undefined {
  const isCut = now.height > 0 && now.top + rowHeight > now.scrollTop + now.height;
  return isCut && isInView(before, rowHeight)
    ? Math.min(now.top, now.top + rowHeight - now.height)
    : undefined;
}

/**
 * Where to scroll when rows moved under the selection; undefined: stay. A row that was in view keeps its place on screen,
 * wherever a list that became shorter and longer again has meanwhile been scrolled to; at its very top the list stays
 * there, as long as the row is in view. What is seen around a row out of view moves along.
 */
export function scrollFollowing({ before, now, rowHeight, extent }: Shift): number | undefined {
  const furthest = Math.max(0, extent - now.height);
  const reachable = (wanted: number): number => Math.max(0, Math.min(furthest, wanted));
  const showing = (wanted: number): number =>
    reachable(Math.max(now.top + rowHeight - now.height, Math.min(now.top, wanted)));
  const to = ((): number => {
    if (isInView(before, rowHeight)) {
      return showing(before.scrollTop === 0 ? 0 : before.scrollTop + now.top - before.top);
    }
    // A list that became shorter than where it stood was scrolled to its end; how far the row was from there is lost.
    if (before.scrollTop > furthest || before.top + rowHeight > extent) return showing(now.scrollTop);
    return now.scrollTop > 0 ? reachable(now.scrollTop + now.top - before.top) : 0;
  })();
  return to === now.scrollTop ? undefined : to;
}
