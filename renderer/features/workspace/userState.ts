import type { WorkspaceQuery } from '#shared/contract/workspace.ts';
import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { WorkspaceItem } from '#shared/model/workspaceItem.ts';

/** What one query has brought so far. The items themselves are kept by key, so that a change shows everywhere. */
export interface Branch {
  readonly query: WorkspaceQuery;
  readonly keys: readonly string[];
  /** Where the next answer begins; null: that was all. */
  readonly next: AttributeMap | null;
  readonly phase: 'running' | 'done' | 'failed';
  readonly error?: unknown;
}

/** What is known of one user's workspace. */
export interface UserView {
  readonly items: ReadonlyMap<string, WorkspaceItem>;
  readonly branches: ReadonlyMap<string, Branch>;
  /** Keys of the items that are open in the tree. */
  readonly open: ReadonlySet<string>;
}

/** A query's name. */
export const queryKey = (query: WorkspaceQuery): string => JSON.stringify(query);

/** The queries whose items lie under one item in the tree; none for what has nothing under it. */
export function queriesUnder(
  userId: string,
  { model, attributes }: WorkspaceItem,
): readonly WorkspaceQuery[] {
  const id = (name: string): string => stringOf(attributes, name) ?? '';
  switch (model) {
    case 'page':
      return [{ list: 'widgets', userId, pageId: id('page_id') }];
    case 'widget':
      return [{ list: 'groups', userId, widgetId: id('widget_id') }];
    case 'group':
      return [
        { list: 'bookmarks', groupId: id('group_id') },
        { list: 'notes', groupId: id('group_id') },
      ];
    case 'bookmark':
    case 'note':
    case 'tagAssociation':
    case 'share':
    case 'preferences':
      return [];
  }
}

const IN_TREE: readonly WorkspaceQuery['list'][] = ['pages', 'widgets', 'groups', 'bookmarks', 'notes'];

/** The branches to be read again: those of the tree that are open, and every query by an index. */
export function branchesShown(userId: string, { items, open, branches }: UserView): readonly Branch[] {
  const shown = new Set([queryKey({ list: 'pages', userId })]);
  for (const key of open) {
    const item = items.get(key);
    for (const query of item === undefined ? [] : queriesUnder(userId, item)) shown.add(queryKey(query));
  }
  return [...branches].flatMap(([key, branch]) =>
    shown.has(key) || !IN_TREE.includes(branch.query.list) ? [branch] : [],
  );
}
