/** A path without a place in a list, since the same number may mean another place, or a new one, the second time. */
const PATH = String.raw`[#\w][\w]*(?:\.[#\w][\w]*)*`;
const VALUE = String.raw`:\w+`;

/** `path = :value`, or `path = if_not_exists(path, :value)` of the very same path. */
const ASSIGNMENT = String.raw`(${PATH})\s*=\s*(?:${VALUE}|if_not_exists\s*\(\s*\1\s*,\s*${VALUE}\s*\))`;

const CLAUSES: Readonly<Record<string, RegExp>> = {
  SET: new RegExp(`^${ASSIGNMENT}$`, 'i'),
  REMOVE: new RegExp(`^${PATH}$`),
  // Taking members out of a set; there is nothing more to take the second time.
  DELETE: new RegExp(String.raw`^${PATH}\s+${VALUE}$`),
};

/** The parts between commas that are not within parentheses. */
const partsOf = (list: string): readonly string[] => list.split(/,(?![^(]*\))/).map((part) => part.trim());

/**
 * Whether an update does the same done twice as once, as far as its text proves: `SET` to a given value, `REMOVE`,
 * `DELETE`. `ADD`, sums, appended lists, copies of other attributes and places in lists do not.
 */
export function isRepeatable(update: string): boolean {
  const pieces = update.trim().split(/(?<![#:.\w])(SET|REMOVE|DELETE|ADD)(?=\s)/i);
  const [before, ...rest] = pieces;
  if (before !== '' || rest.length < 2) return false;
  for (let index = 0; index < rest.length; index += 2) {
    const clause = CLAUSES[(rest[index] ?? '').toUpperCase()];
    const parts = partsOf(rest[index + 1] ?? '');
    if (clause === undefined || !parts.every((part) => clause.test(part))) return false;
  }
  return true;
}
