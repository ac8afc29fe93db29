import { attributeOf, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import type { Change, Diff, DiffPath } from '#shared/model/diff.ts';
import { equalValues } from './equality.ts';

function diffMaps(a: AttributeMap, b: AttributeMap, path: DiffPath, out: Change[]): void {
  if (a === b) return;
  for (const [name, before] of Object.entries(a)) {
    const after = attributeOf(b, name);
    if (after === undefined) out.push({ op: 'remove', path: [...path, name], before });
    else diffValues(before, after, [...path, name], out);
  }
  for (const [name, after] of Object.entries(b)) {
    if (!Object.hasOwn(a, name)) out.push({ op: 'add', path: [...path, name], after });
  }
}

/** How many values are equal pairwise from the front, or with `fromEnd` from the back; at most `limit`. */
function commonLength(
  a: readonly AttributeValue[],
  b: readonly AttributeValue[],
  limit: number,
  fromEnd: boolean,
): number {
  for (let count = 0; count < limit; count += 1) {
    const left = a[fromEnd ? a.length - 1 - count : count];
    const right = b[fromEnd ? b.length - 1 - count : count];
    if (left === undefined || right === undefined || !equalValues(left, right)) return count;
  }
  return limit;
}

/** What both ends share stays; the middle is compared by position, and its longer side's rest added or removed. */
function diffLists(
  a: readonly AttributeValue[],
  b: readonly AttributeValue[],
  path: DiffPath,
  out: Change[],
): void {
  const shorter = Math.min(a.length, b.length);
  const head = commonLength(a, b, shorter, false);
  const tail = commonLength(a, b, shorter - head, true);
  const paired = shorter - tail;
  for (let index = head; index < paired; index += 1) {
    const before = a[index];
    const after = b[index];
    if (before !== undefined && after !== undefined) diffValues(before, after, [...path, index], out);
  }
  // From the back, so that an index still means the same value when its turn comes.
  for (let index = a.length - tail - 1; index >= paired; index -= 1) {
    const before = a[index];
    if (before !== undefined) out.push({ op: 'remove', path: [...path, index], before });
  }
  for (let index = paired; index < b.length - tail; index += 1) {
    const after = b[index];
    if (after !== undefined) out.push({ op: 'add', path: [...path, index], after });
  }
}

function diffValues(before: AttributeValue, after: AttributeValue, path: DiffPath, out: Change[]): void {
  if (before === after) return;
  if ('M' in before && 'M' in after) diffMaps(before.M, after.M, path, out);
  else if ('L' in before && 'L' in after) diffLists(before.L, after.L, path, out);
  else if (!equalValues(before, after)) out.push({ op: 'change', path, before, after });
}

/**
 * What leads from `a` to `b`, member by member in maps and lists. A set changes as a whole. Empty when both are
 * equal by DynamoDB's rules. Meant to be applied in its order: a list index counts what earlier changes left.
 */
export function diffDocuments(a: AttributeMap, b: AttributeMap): Diff {
  const out: Change[] = [];
  diffMaps(a, b, [], out);
  return out;
}
