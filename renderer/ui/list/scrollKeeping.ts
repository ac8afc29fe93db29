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
