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
}

/**
 * Where to scroll when rows moved under the selection; undefined: stay. The selected row keeps its place on screen;
 * at its very top the list stays there, as long as a row that was in view still is.
 */
export function scrollFollowing({ from, top, rowHeight, scrollTop, height }: Move): number | undefined {
  if (scrollTop > 0) return Math.max(0, scrollTop + top - from);
  const bottom = top + rowHeight;
  return from + rowHeight <= height && bottom > height ? bottom - height : undefined;
}
