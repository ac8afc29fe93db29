import type { AttributeMap, AttributeValue } from '#shared/model/attributeValue.ts';
import type { Change, Diff, DiffPath } from '#shared/model/diff.ts';
import { alignValues } from './align/alignValues.ts';
import { equalValues } from './equality.ts';

function diffMaps(a: AttributeMap, b: AttributeMap, path: DiffPath, out: Change[]): void {
  if (a === b) return;
  const names = Object.keys(a);
  const others = Object.keys(b);
  // Two states that follow one another mostly have the same names in the same order, and share most values.
  let isAligned = names.length === others.length;
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] ?? '';
    const isInPlace = others[index] === name;
    if (!isInPlace) isAligned = false;
    const before = a[name];
    const after = isInPlace || Object.hasOwn(b, name) ? b[name] : undefined;
    if (before === after || before === undefined) continue;
    if (after === undefined) out.push({ op: 'remove', path: [...path, name], before });
    else diffValues(before, after, [...path, name], out);
  }
  if (isAligned) return;
  for (let index = 0; index < others.length; index += 1) {
    const name = others[index] ?? '';
    const after = names[index] === name || Object.hasOwn(a, name) ? undefined : b[name];
    if (after !== undefined) out.push({ op: 'add', path: [...path, name], after });
  }
}

/**
 * Lists are aligned by content. Changes come in the order of the second list, so an index of one that adds or changes
 * is the entry's own in the second list, and one that removes says where the entry stood when its turn came.
 */
function diffLists(
  a: readonly AttributeValue[],
  b: readonly AttributeValue[],
  path: DiffPath,
  out: Change[],
): void {
  let at = 0;
  for (const step of alignValues(a, b)) {
    if (step.kind === 'remove') {
      const before = a[step.a];
      if (before !== undefined) out.push({ op: 'remove', path: [...path, at], before });
      continue;
    }
    const after = b[step.b];
    const before = step.kind === 'add' ? undefined : a[step.a];
    if (after !== undefined) {
      if (before === undefined) out.push({ op: 'add', path: [...path, at], after });
      else if (step.kind === 'change') diffValues(before, after, [...path, at], out);
    }
    at += 1;
  }
}

function diffValues(before: AttributeValue, after: AttributeValue, path: DiffPath, out: Change[]): void {
  if (before === after) return;
  if ('M' in before && 'M' in after) diffMaps(before.M, after.M, path, out);
  else if ('L' in before && 'L' in after) diffLists(before.L, after.L, path, out);
  else if (!equalValues(before, after)) out.push({ op: 'change', path, before, after });
}

/**
 * What leads from `a` to `b`, member by member in maps and lists. A set changes as a whole, and only when its members
 * do. Empty when both are equal by DynamoDB's rules. Meant to be applied in its order: a list index counts what earlier
 * changes left.
 */
export function diffDocuments(a: AttributeMap, b: AttributeMap): Diff {
  const out: Change[] = [];
  diffMaps(a, b, [], out);
  return out;
}
