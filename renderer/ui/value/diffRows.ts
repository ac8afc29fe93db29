import { attributeOf, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import type { Change, DiffPath } from '#shared/model/diff.ts';
import { pathKey } from './path.ts';

/** One line of a diff: a change, or a run of top-level attributes that stayed the same. */
export type DiffRow =
  | {
      readonly kind: 'change';
      readonly key: string;
      readonly path: DiffPath;
      readonly op: Change['op'];
      readonly before: AttributeValue | undefined;
      readonly after: AttributeValue | undefined;
    }
  | {
      readonly kind: 'same';
      readonly key: string;
      readonly names: readonly string[];
    };

const changeRow = (change: Change, index: number): DiffRow => ({
  kind: 'change',
  key: `${String(index)}${pathKey(change.path)}`,
  path: change.path,
  op: change.op,
  before: change.op === 'add' ? undefined : change.before,
  after: change.op === 'remove' ? undefined : change.after,
});

/**
 * Changes in the order of the attributes of `from`, then those that are new; attributes without a change are
 * gathered into one folded line where they stand.
 */
export function diffRows(
  from: AttributeMap,
  to: AttributeMap,
  changes: readonly Change[],
): readonly DiffRow[] {
  const byName = new Map<string, DiffRow[]>();
  changes.forEach((change, index) => {
    const name = String(change.path[0] ?? '');
    byName.set(name, [...(byName.get(name) ?? []), changeRow(change, index)]);
  });
  const rows: DiffRow[] = [];
  let same: string[] = [];
  const flush = (): void => {
    if (same.length > 0) rows.push({ kind: 'same', key: `=${same[0] ?? ''}`, names: same });
    same = [];
  };
  const names = [
    ...Object.keys(from),
    ...Object.keys(to).filter((name) => attributeOf(from, name) === undefined),
  ];
  for (const name of names) {
    const changed = byName.get(name);
    if (changed === undefined) same.push(name);
    else {
      flush();
      rows.push(...changed);
    }
  }
  flush();
  return rows;
}
