import { attributeOf, type AttributeValue } from '#shared/model/attributeValue.ts';
import { equalValues } from '../equality.ts';
import { align } from './align.ts';

/** What becomes of the entries of a list: kept, changed within, gone, or new. Indexes count in each list from 0. */
export type ListStep =
  | { readonly kind: 'same' | 'change'; readonly a: number; readonly b: number }
  | { readonly kind: 'remove'; readonly a: number }
  | { readonly kind: 'add'; readonly b: number };

/** Attributes by which entries of lists are told apart, the surest first. */
const NAMING = ['id', 'Id', 'ID', 'key', 'sku', 'name', 'code', 'type'];

/** What an entry is known by, whatever else in it changes: its naming attribute, or undefined. */
function nameOf(value: AttributeValue): { readonly by: string; readonly value: AttributeValue } | undefined {
  if (!('M' in value)) return undefined;
  for (const by of NAMING) {
    const named = attributeOf(value.M, by);
    if (named !== undefined && ('S' in named || 'N' in named)) return { by, value: named };
  }
  return undefined;
}

/** Whether two different entries are likely one that was changed. Scalars are never: one went, another came. */
function isSameEntry(a: AttributeValue, b: AttributeValue): boolean {
  if ('L' in a && 'L' in b) return true;
  if (!('M' in a && 'M' in b)) return false;
  const [left, right] = [nameOf(a), nameOf(b)];
  if (left === undefined || right === undefined) return left === right;
  return left.by === right.by && equalValues(left.value, right.value);
}

/** What stands between two entries that are the same: changed ones are paired, the rest went or came. */
function* betweenSteps(
  a: readonly AttributeValue[],
  b: readonly AttributeValue[],
  [a0, a1]: readonly [number, number],
  [b0, b1]: readonly [number, number],
): Generator<ListStep> {
  const alike = (x: number, y: number): boolean => {
    const [left, right] = [a[a0 + x], b[b0 + y]];
    return left !== undefined && right !== undefined && isSameEntry(left, right);
  };
  // One scalar that took another's place reads best as a change of that place.
  const single = a1 - a0 === 1 && b1 - b0 === 1;
  const runs = single
    ? [{ kind: 'same' as const, a: 0, b: 0, length: 1 }]
    : align({ a: a1 - a0, b: b1 - b0, equal: alike });
  for (const run of runs) {
    for (let at = 0; at < run.length; at += 1) {
      if (run.kind === 'same') yield { kind: 'change', a: a0 + run.a + at, b: b0 + run.b + at };
      else if (run.kind === 'left') yield { kind: 'remove', a: a0 + run.a + at };
      else yield { kind: 'add', b: b0 + run.b + at };
    }
  }
}

/**
 * Aligns two lists by content: equal entries first; between them, entries that are named alike count as changed.
 * So one insertion in the middle is one step beside what stayed.
 */
export function* alignValues(
  a: readonly AttributeValue[],
  b: readonly AttributeValue[],
): Generator<ListStep> {
  const equal = (x: number, y: number): boolean => {
    const [left, right] = [a[x], b[y]];
    return left !== undefined && right !== undefined && equalValues(left, right);
  };
  let [x, y] = [0, 0];
  for (const run of align({ a: a.length, b: b.length, equal })) {
    if (run.kind !== 'same') continue;
    yield* betweenSteps(a, b, [x, run.a], [y, run.b]);
    for (let at = 0; at < run.length; at += 1) yield { kind: 'same', a: run.a + at, b: run.b + at };
    [x, y] = [run.a + run.length, run.b + run.length];
  }
  yield* betweenSteps(a, b, [x, a.length], [y, b.length]);
}
