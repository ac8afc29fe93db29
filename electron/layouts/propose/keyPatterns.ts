/** What parts of keys are usually set apart by. */
const DELIMITERS = /[#|:/]/;

/** A text as it stands in a pattern. */
export const literal = (text: string): string => text.replaceAll(/[{}]/g, '$&$&');

/** A pattern for keys of one part, and what each key has in that part. */
export interface PartPattern {
  /** What every key begins with; empty: nothing in common. */
  readonly prefix: string;
  readonly pattern: string;
}

/**
 * The pattern of partition keys: `TASK#{id}` where all begin alike up to their first delimiter, else `{id}`. The
 * first and not the last: a longer common beginning may be that of the sample only.
 */
export function partitionPattern(texts: readonly string[]): PartPattern {
  const [first = ''] = texts;
  const at = first.search(DELIMITERS);
  const prefix = at < 1 ? '' : first.slice(0, at + 1);
  const fits =
    /^[^\s\d]/.test(prefix) && texts.every((text) => text.startsWith(prefix) && text.length > prefix.length);
  return fits ? { prefix, pattern: `${literal(prefix)}{id}` } : { prefix: '', pattern: '{id}' };
}

/** A sort key with a run of digits in it, split there. */
interface Split {
  readonly prefix: string;
  readonly digits: string;
  readonly suffix: string;
}

/** The ways to split a key at one of its runs of digits. */
export function splitsOf(text: string): readonly Split[] {
  return [...text.matchAll(/\d+/g)].slice(0, 6).map(({ index, 0: digits }) => ({
    prefix: text.slice(0, index),
    digits,
    suffix: text.slice(index + digits.length),
  }));
}

/** The pattern of what follows the digits; undefined when nothing in common follows them. */
export function suffixPattern(suffixes: readonly string[]): string | undefined {
  const [first = ''] = suffixes;
  if (suffixes.every((suffix) => suffix === first)) return literal(first);
  const [mark = ''] = first;
  const alike = /^[^\p{L}\p{N}]$/u.test(mark) && suffixes.every((suffix) => suffix.startsWith(mark));
  return alike ? `${literal(mark)}{rest:any}` : undefined;
}

/** The part of a sort key that tells its kind: up to the first delimiter, or all of it where there is none. */
export function kindOf(text: string): string {
  const at = text.search(DELIMITERS);
  return at < 1 ? text : text.slice(0, at + 1);
}
