/** A row, where the list stands, and how high the list was and is; all in pixels. */
export interface Resize {
  readonly top: number;
  readonly rowHeight: number;
  readonly scrollTop: number;
  readonly before: number;
  readonly height: number;
}

/** Where to scroll so that a row which was wholly in view before a change of height still is; undefined: stay. */
export function scrollKeeping({ top, rowHeight, scrollTop, before, height }: Resize): number | undefined {
  const bottom = top + rowHeight;
  // A pixel to spare: heights and scroll positions are fractions under zoom.
  const wasInView = top >= scrollTop - 1 && bottom <= scrollTop + before + 1;
  return wasInView && height > 0 && bottom > scrollTop + height ? Math.min(top, bottom - height) : undefined;
}

/** A row that moved from one place to another, both in pixels, and where the list stands. */
export interface Move {
  readonly from: number;
  readonly top: number;
  readonly rowHeight: number;
  readonly scrollTop: number;
  readonly height: number;
  /** Of all rows together. */
  readonly extent: number;
}

/**
 * Where to scroll when rows moved under the selection; undefined: stay. The selected row keeps its place on screen;
 * at its very top the list stays there, as long as a row that was in view still is.
 */
export function scrollFollowing(move: Move): number | undefined {
  const { from, top, rowHeight, scrollTop, height, extent } = move;
  const bottom = top + rowHeight;
  // A list that became shorter than where it stood was scrolled to its end; how far the row was from there is lost.
  if (top < from && scrollTop + height >= extent - 1)
    return Math.max(bottom - height, Math.min(top, scrollTop));
  if (scrollTop > 0) return Math.max(0, scrollTop + top - from);
  return from + rowHeight <= height && bottom > height ? bottom - height : undefined;
}
