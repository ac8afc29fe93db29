import {
  typeOf,
  type AttributeMap,
  type AttributeType,
  type AttributeValue,
} from '#shared/model/attributeValue.ts';
import type { Change, DiffPath } from '#shared/model/diff.ts';
import { equalValues } from '#shared/model/equality.ts';
import { pathKey } from './path.ts';
import { setChange, type SetChange } from './setChange.ts';

/** What happened to a node: it appeared, went, or got another value; `inside` when only something below it changed. */
export type Mark = 'add' | 'remove' | 'change' | 'inside';

/** One visible line of a tree. */
export type TreeRow =
  | {
      readonly kind: 'value';
      readonly key: string;
      readonly path: DiffPath;
      readonly depth: number;
      /** Attribute name, list index, or nothing for members of a set. */
      readonly label: string;
      readonly value: AttributeValue;
      readonly type: AttributeType;
      readonly branch: boolean;
      readonly open: boolean;
      readonly mark: Mark | undefined;
      /** The value before the change; with `remove` it is `value` itself. */
      readonly before: AttributeValue | undefined;
      /** Position among its siblings from 1, and their number, for `aria-posinset`. */
      readonly position: number;
      readonly size: number;
    }
  | {
      readonly kind: 'more';
      readonly key: string;
      readonly path: DiffPath;
      readonly depth: number;
      readonly shown: number;
      readonly total: number;
    };

/** Marks by path key, from the changes that led to the document. */
export interface Marks {
  readonly changes: ReadonlyMap<string, Change>;
  readonly inside: ReadonlySet<string>;
  /** Removed attributes by the key of the map they were removed from. */
  readonly removed: ReadonlyMap<string, readonly Change[]>;
}

/** Indexes `changes` for the tree. */
export function marksOf(changes: readonly Change[]): Marks {
  const byKey = new Map<string, Change>();
  const inside = new Set<string>();
  const removed = new Map<string, Change[]>();
  for (const change of changes) {
    if (change.op === 'remove') {
      const parent = pathKey(change.path.slice(0, -1));
      removed.set(parent, [...(removed.get(parent) ?? []), change]);
    } else byKey.set(pathKey(change.path), change);
    for (let depth = 1; depth < change.path.length; depth++) inside.add(pathKey(change.path.slice(0, depth)));
  }
  return { changes: byKey, inside, removed };
}

/** No change at all. */
export const NO_MARKS: Marks = marksOf([]);

/** How many children of one node are shown before "show more". */
export const CHILD_LIMIT = 200;

/** What of a tree is open: keys whose state differs from the default, and child limits that were raised. */
export interface TreeView {
  readonly toggled: ReadonlySet<string>;
  readonly limits: ReadonlyMap<string, number>;
  /** Nodes above this depth are open unless toggled. */
  readonly openDepth: number;
}

interface Child {
  readonly step: string | number;
  readonly label: string;
  readonly value: AttributeValue;
  readonly gone: boolean;
}

function* childrenOf(value: AttributeValue): Generator<Child> {
  if ('M' in value) {
    for (const [name, child] of Object.entries(value.M))
      yield { step: name, label: name, value: child, gone: false };
  } else if ('L' in value) {
    for (const [index, child] of value.L.entries())
      yield { step: index, label: String(index), value: child, gone: false };
  } else if ('SS' in value) {
    for (const [index, text] of value.SS.entries())
      yield { step: index, label: '', value: { S: text }, gone: false };
  } else if ('NS' in value) {
    for (const [index, text] of value.NS.entries())
      yield { step: index, label: '', value: { N: text }, gone: false };
  } else if ('BS' in value) {
    for (const [index, text] of value.BS.entries())
      yield { step: index, label: '', value: { B: text }, gone: false };
  }
}

function sizeOf(value: AttributeValue): number {
  if ('M' in value) return Object.keys(value.M).length;
  if ('L' in value) return value.L.length;
  if ('SS' in value) return value.SS.length;
  if ('NS' in value) return value.NS.length;
  return 'BS' in value ? value.BS.length : 0;
}

/** Whether a value has children in the tree. */
export function isBranch(value: AttributeValue): boolean {
  return sizeOf(value) > 0;
}

/** The visible lines of `document`, in order. Only open nodes are walked, and each only up to its child limit. */
export function flatten(document: AttributeMap, marks: Marks, view: TreeView): readonly TreeRow[] {
  const rows: TreeRow[] = [];

  /** `within`: the key of the removed entry that all this lies in, or nothing. */
  const walk = (value: AttributeValue, path: DiffPath, depth: number, within: string): void => {
    const gone = within !== '';
    const key = `${within}${pathKey(path)}`;
    const change = gone ? undefined : marks.changes.get(key);
    const members = change?.op === 'change' ? setChange(change.before, value) : undefined;
    const removed = gone ? [] : removedFrom(marks.removed.get(key) ?? [], members);
    const total = sizeOf(value) + removed.length;
    const limit = view.limits.get(key) ?? CHILD_LIMIT;
    let shown = 0;
    const push = (child: Child): void => {
      shown += 1;
      const childPath = [...path, child.step];
      // A removed entry may share its index with one that stayed, or with another removed one: the key tells them apart.
      const childKey = `${child.gone ? `-${String(shown)}` : within}${pathKey(childPath)}`;
      const own = child.gone || gone ? undefined : marks.changes.get(childKey);
      const isNew = !child.gone && members?.added.some((member) => equalValues(member, child.value)) === true;
      const branch = isBranch(child.value);
      const inside = !child.gone && marks.inside.has(childKey);
      const isSet = own?.op === 'change' && setChange(own.before, child.value) !== undefined;
      const open = branch && view.toggled.has(childKey) !== (depth < view.openDepth || inside || isSet);
      const mark = child.gone ? 'remove' : isNew ? 'add' : own?.op;
      rows.push({
        kind: 'value',
        key: childKey,
        path: childPath,
        depth,
        label: child.label,
        value: child.value,
        type: typeOf(child.value),
        branch,
        open,
        mark: mark ?? (inside ? 'inside' : undefined),
        before: own?.op === 'change' ? own.before : undefined,
        position: shown,
        size: total,
      });
      if (open) walk(child.value, childPath, depth + 1, child.gone ? childKey : within);
    };
    for (const child of childrenOf(value)) {
      if (shown >= limit) break;
      push(child);
    }
    for (const child of removed) {
      if (shown >= limit) break;
      push(child);
    }
    if (shown < total) rows.push({ kind: 'more', key: `+${key}`, path, depth, shown, total });
  };

  walk({ M: document }, [], 0, '');
  return rows;
}

/** What a node has lost: entries that changes removed, or members that a set no longer has. */
function removedFrom(changes: readonly Change[], members: SetChange | undefined): readonly Child[] {
  const entries = changes.flatMap((change): readonly Child[] => {
    const step = change.path.at(-1) ?? '';
    return change.op === 'remove' ? [{ step, label: String(step), value: change.before, gone: true }] : [];
  });
  const lost = (members?.removed ?? []).map((value, index): Child => ({
    step: index,
    label: '',
    value,
    gone: true,
  }));
  return [...entries, ...lost];
}
