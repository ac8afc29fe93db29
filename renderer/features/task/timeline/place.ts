/** Something that wants `width` pixels around `at`, the more the higher its `rank`. */
export interface Wish {
  readonly at: number;
  readonly width: number;
  readonly rank: number;
}

/**
 * Chooses which of `wishes` are drawn so that none overlap: higher rank first, then from left to right.
 * Returns their indexes in the order given. O(n log n).
 */
export function placeWithoutOverlap(wishes: readonly Wish[]): readonly number[] {
  const order = wishes
    .map((_, index) => index)
    .sort((a, b) => {
      const [first, second] = [wishes[a], wishes[b]];
      if (first === undefined || second === undefined) return 0;
      return second.rank - first.rank || first.at - second.at;
    });
  // Taken spans by 64-pixel cells, so that a crowded drawing is not compared all against all.
  const cells = new Map<number, { readonly from: number; readonly to: number }[]>();
  const placed: number[] = [];
  for (const index of order) {
    const wish = wishes[index];
    if (wish === undefined) continue;
    const from = wish.at - wish.width / 2;
    const to = wish.at + wish.width / 2;
    const near: { readonly from: number; readonly to: number }[][] = [];
    for (let cell = Math.floor(from / 64); cell <= Math.floor(to / 64); cell++) {
      const spans = cells.get(cell) ?? [];
      cells.set(cell, spans);
      near.push(spans);
    }
    if (near.some((spans) => spans.some((span) => span.from < to && from < span.to))) continue;
    for (const spans of near) spans.push({ from, to });
    placed.push(index);
  }
  return placed.sort((a, b) => a - b);
}
