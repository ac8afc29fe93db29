/** What a key does in a list: moves by so many rows, or goes to an end. */
export type ListMove = { readonly by: number } | { readonly to: 'first' | 'last' };

/** What `key` does in a list with `page` rows in view; undefined for other keys. */
export function listMove(key: string, page: number): ListMove | undefined {
  switch (key) {
    case 'ArrowDown':
      return { by: 1 };
    case 'ArrowUp':
      return { by: -1 };
    case 'PageDown':
      return { by: page };
    case 'PageUp':
      return { by: -page };
    case 'Home':
      return { to: 'first' };
    case 'End':
      return { to: 'last' };
    default:
      return undefined;
  }
}

/** The row that a key leads to from row `at` (-1: none) of `count`, with `page` rows in view; undefined for other keys. */
export function listTarget(key: string, at: number, count: number, page: number): number | undefined {
  const move = listMove(key, page);
  if (count === 0 || move === undefined) return undefined;
  if ('to' in move) return move.to === 'first' ? 0 : count - 1;
  // Upwards from nowhere is from behind the end.
  const from = at < 0 && move.by === -1 ? count : at;
  return Math.max(0, Math.min(count - 1, from + move.by));
}
