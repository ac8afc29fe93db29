import type { AttributeMap, AttributeValue } from '#shared/model/attributeValue.ts';
import type { Change, DiffPath } from '#shared/model/diff.ts';

/** How many attributes and entries of one state are looked at: the outer ones first. */
const MAX_NODES = 2000;

/** One attribute or entry of the state that is asked about; without a path, one that it does not have any more. */
interface Node {
  readonly path: DiffPath | undefined;
  /** Position of the event that changed it last, once that is known. */
  at?: number;
  names?: Map<string, Node>;
  entries?: Node[];
}

/**
 * The attributes of one state, followed backwards through the changes that led to it, until the last change of each is
 * known. An entry of a list is followed through insertions and removals before it.
 */
export interface BlameTree {
  /** Takes back the changes that the event at `position` made; they must come in the order in which they apply. */
  undo(changes: readonly Change[], position: number): void;
  /** Settles what is still open at the path that it has by now, where `known` knows. */
  settle(known: (path: DiffPath) => number | undefined): void;
  /** Whether anything below an attribute of the top level is open. */
  isOpen(name: string): boolean;
  /** Names of the top level with anything open below them. */
  open(): readonly string[];
  /** Calls what is left unknown as settled at `position`. */
  close(position: number): void;
  /** Everything settled: path in the state that was asked about, and position of the event. */
  settled(): readonly (readonly [path: DiffPath, position: number])[];
}

const stepInto = (node: Node, step: string | number): Node | undefined =>
  typeof step === 'number' ? node.entries?.[step] : node.names?.get(step);

/** Plants a tree of the attributes of `document`. */
export function createBlameTree(document: AttributeMap): BlameTree {
  const root: Node = { path: [] };
  const all: Node[] = [];
  const openBy = new Map<string, number>();

  const plant = (): void => {
    let row: (readonly [Node, AttributeValue])[] = [[root, { M: document }]];
    while (row.length > 0) {
      const below: (readonly [Node, AttributeValue])[] = [];
      for (const [node, value] of row) {
        const add = (step: string | number, child: AttributeValue): Node => {
          const made: Node = { path: [...(node.path ?? []), step] };
          all.push(made);
          const top = String(made.path?.[0]);
          openBy.set(top, (openBy.get(top) ?? 0) + 1);
          below.push([made, child]);
          return made;
        };
        if ('M' in value) {
          node.names = new Map();
          for (const [name, child] of Object.entries(value.M)) {
            if (all.length >= MAX_NODES) break;
            node.names.set(name, add(name, child));
          }
        } else if ('L' in value) {
          node.entries = [];
          for (const [index, child] of value.L.entries()) {
            if (all.length >= MAX_NODES) break;
            node.entries.push(add(index, child));
          }
        }
      }
      row = below;
    }
  };
  plant();

  const settleNode = (node: Node, position: number): void => {
    if (node.path === undefined || node.at !== undefined || node === root) return;
    node.at = position;
    const top = String(node.path[0]);
    const left = (openBy.get(top) ?? 1) - 1;
    if (left === 0) openBy.delete(top);
    else openBy.set(top, left);
  };

  const settleAll = (node: Node, position: number): void => {
    settleNode(node, position);
    node.names?.forEach((child) => settleAll(child, position));
    node.entries?.forEach((child) => settleAll(child, position));
  };

  const undoOne = (change: Change, position: number): void => {
    let parent = root;
    for (const step of change.path.slice(0, -1)) {
      const next = stepInto(parent, step);
      if (next === undefined) return;
      settleNode(next, position);
      parent = next;
    }
    const last = change.path.at(-1);
    if (last === undefined) return;
    const node = stepInto(parent, last);
    if (node !== undefined && change.op !== 'remove') settleAll(node, position);
    if (typeof last === 'string') {
      // What stood there before is another value: nothing of the state that was asked about lies in it.
      if (change.op !== 'remove') parent.names?.delete(last);
    } else if (change.op === 'add') parent.entries?.splice(last, 1);
    else if (change.op === 'change' && node !== undefined)
      parent.entries?.splice(last, 1, { path: undefined });
    else if (change.op === 'remove' && last <= (parent.entries?.length ?? -1))
      parent.entries?.splice(last, 0, { path: undefined });
  };

  return {
    undo(changes, position) {
      for (let at = changes.length - 1; at >= 0; at -= 1) {
        const change = changes[at];
        if (change !== undefined) undoOne(change, position);
      }
    },
    settle(known) {
      const walk = (node: Node, path: DiffPath): void => {
        if (node.path !== undefined && node.at === undefined && node !== root) {
          const position = known(path);
          if (position !== undefined) settleNode(node, position);
        }
        node.names?.forEach((child, name) => walk(child, [...path, name]));
        node.entries?.forEach((child, index) => walk(child, [...path, index]));
      };
      walk(root, []);
    },
    isOpen: (name) => openBy.has(name),
    open: () => [...openBy.keys()],
    close(position) {
      for (const node of all) settleNode(node, position);
    },
    settled: () =>
      all.flatMap(({ path, at }) => (path === undefined || at === undefined ? [] : [[path, at] as const])),
  };
}
