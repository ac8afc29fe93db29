import type { WorkspaceQuery } from '#shared/contract/workspace.ts';
import type { WorkspaceItem } from '#shared/model/workspaceItem.ts';
import { positionOf } from './itemLook.ts';
import { queriesUnder, queryKey, type UserView } from './userState.ts';

/** One row of the tree. Depth counts from 0; `position` from 1, among `size` rows of the same parent. */
export type WorkspaceRow =
  | {
      readonly kind: 'value';
      readonly key: string;
      readonly depth: number;
      readonly item: WorkspaceItem;
      readonly branch: boolean;
      readonly open: boolean;
      readonly position: number;
      readonly size: number;
    }
  /** The rest of a query that has brought some of its items. */
  | {
      readonly kind: 'more';
      readonly key: string;
      readonly depth: number;
      readonly query: WorkspaceQuery;
      readonly shown: number;
    }
  /** Said in the place of items: they are on their way, there are none, or they could not be read. */
  | {
      readonly kind: 'note';
      readonly key: string;
      readonly depth: number;
      readonly note: 'loading' | 'empty' | 'failed';
      readonly query: WorkspaceQuery;
    };

/** The items of a query in the order shown: by position once all are there, before that as the table has them. */
function itemsOf(view: UserView, query: WorkspaceQuery): readonly WorkspaceItem[] {
  const branch = view.branches.get(queryKey(query));
  const items = (branch?.keys ?? []).flatMap((key) => view.items.get(key) ?? []);
  return branch?.next === null ? [...items].sort((a, b) => positionOf(a) - positionOf(b)) : items;
}

/** The rows of a user's tree: pages, and under each open item what lies in it. */
export function treeRows(
  userId: string,
  view: UserView,
  keyOf: (item: WorkspaceItem) => string,
): WorkspaceRow[] {
  const rows: WorkspaceRow[] = [];
  const addAll = (queries: readonly WorkspaceQuery[], depth: number): void => {
    const lists = queries.map((query) => ({
      query,
      items: itemsOf(view, query),
      branch: view.branches.get(queryKey(query)),
    }));
    const size = lists.reduce((sum, { items }) => sum + items.length, 0);
    let position = 0;
    for (const { query, items, branch } of lists) {
      for (const item of items) {
        const key = keyOf(item);
        const under = queriesUnder(userId, item);
        const open = under.length > 0 && view.open.has(key);
        position += 1;
        rows.push({ kind: 'value', key, depth, item, branch: under.length > 0, open, position, size });
        if (open) addAll(under, depth + 1);
      }
      const key = queryKey(query);
      if (branch === undefined || branch.phase === 'running') {
        rows.push({ kind: 'note', key: `loading ${key}`, depth, note: 'loading', query });
      } else if (branch.phase === 'failed') {
        rows.push({ kind: 'note', key: `failed ${key}`, depth, note: 'failed', query });
      } else if (branch.next !== null) {
        rows.push({ kind: 'more', key: `more ${key}`, depth, query, shown: items.length });
      }
    }
    const [first] = queries;
    const done = lists.every(({ branch }) => branch?.phase === 'done' && branch.next === null);
    if (size === 0 && done && first !== undefined) {
      rows.push({ kind: 'note', key: `empty ${queryKey(first)}`, depth, note: 'empty', query: first });
    }
  };
  addAll([{ list: 'pages', userId }], 0);
  return rows;
}
