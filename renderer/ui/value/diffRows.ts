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

const changeRow = (change: Change, index: number, path: DiffPath): DiffRow => ({
  kind: 'change',
  key: `${String(index)}${pathKey(change.path)}`,
  path,
  op: change.op,
  before: change.op === 'add' ? undefined : change.before,
  after: change.op === 'remove' ? undefined : change.after,
});

/**
 * Tells each change where readers find it. A change counts a list's entries as the ones before it left them; an entry
 * that went is looked for in the first document, where it had another index.
 */
function readersPath(): (change: Change) => DiffPath {
  const shifts = new Map<string, number>();
  return ({ op, path }) => {
    const at = path.at(-1);
    if (typeof at !== 'number' || op === 'change') return path;
    const list = path.slice(0, -1);
    const shift = shifts.get(pathKey(list)) ?? 0;
    shifts.set(pathKey(list), shift + (op === 'remove' ? 1 : -1));
    return op === 'remove' ? [...list, at + shift] : path;
  };
}

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
  const pathOf = readersPath();
  changes.forEach((change, index) => {
    const name = String(change.path[0] ?? '');
    byName.set(name, [...(byName.get(name) ?? []), changeRow(change, index, pathOf(change))]);
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
