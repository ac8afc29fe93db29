/**
 * How many leading characters of `id` it shares with both neighbours or either; what follows tells it apart.
 * Cut back to the last separator, so that a number is never split.
 */
export function sharedPrefixLength(id: string, others: readonly (string | undefined)[]): number {
  const longest = Math.max(0, ...others.map((other) => (other === undefined ? 0 : prefixLength(id, other))));
  const cut = Math.max(...['-', '_', '#', ':', '/', '.'].map((mark) => id.lastIndexOf(mark, longest - 1)));
  return longest === 0 ? 0 : cut + 1;
}

function prefixLength(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  let at = 0;
  while (at < end && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return at;
}
