/** The gists of the first and the last event of a group, as far as they tell the two apart. */
export interface GistSpan {
  readonly first: string;
  /** Undefined when both say the same. */
  readonly last: string | undefined;
}

/**
 * What changed from one gist to the other, with the word after it, which is often its unit: `31 % rows 1–250` and
 * `74 % rows 9–10` are `31 %` and `74 %`; `person 3` and `person 7` are `person 3` and `7`.
 */
export function gistSpan(first: string, last: string): GistSpan {
  if (first === last) return { first, last: undefined };
  const [a, b] = [first.split(' '), last.split(' ')];
  let at = 0;
  while (at < Math.min(a.length, b.length) && a[at] === b[at]) at += 1;
  const end = at + (a[at + 1] !== undefined && a[at + 1] === b[at + 1] ? 2 : 1);
  const short = { first: a.slice(0, end).join(' '), last: b.slice(at, end).join(' ') };
  return short.last === '' ? { first, last } : short;
}
