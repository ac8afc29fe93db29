import type { WorkspaceItems, WorkspaceQuery } from '#shared/contract/workspace.ts';
import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { TypedItem, WorkspaceItem } from '#shared/model/workspaceItem.ts';
import type { WorkspaceModelName } from '#shared/model/workspaceModels.ts';
import type { PageOptions, TypedPage } from '../stores/workspace/itemStore.ts';
import { isOf } from '../stores/workspace/pageContents.ts';
import type { WorkspaceStore } from '../stores/workspace/workspaceStore.ts';

/** Items that one answer holds. */
const LIMIT = 500;

/** An item for the window, which reads its fields itself. */
export function wireItem({
  model,
  attributes,
  version,
  problem,
}: TypedItem<WorkspaceModelName>): WorkspaceItem {
  return { model, attributes, version, ...(problem === undefined ? {} : { problem }) };
}

const pageOf = (
  store: WorkspaceStore,
  query: WorkspaceQuery,
  options: PageOptions,
): Promise<TypedPage<WorkspaceModelName>> => {
  switch (query.list) {
    case 'pages':
      return store.pages.page(query.userId, options);
    case 'widgets':
      return store.widgets.page(query.pageId, options);
    case 'groups':
      return store.groups.page(query.widgetId, options);
    case 'bookmarks':
      return store.bookmarks.page(query.groupId, options);
    case 'notes':
      return store.notes.page(query.groupId, options);
    case 'tagsOfItem':
      return store.tagAssociations.page(query.itemId, options);
    case 'itemsOfTag':
      return store.tagAssociations.pageByIndex(query.tag, options);
    case 'sharesOfUser':
      return store.shares.pageByIndex(query.userId, options);
    case 'bookmarksOfUser':
      return store.bookmarks.pageByIndex(query.userId, options);
    case 'notesOfUser':
      return store.notes.pageByIndex(query.userId, options);
  }
};

/** Runs one query of the window, some items of it. */
export async function queryItems(
  store: WorkspaceStore,
  query: WorkspaceQuery,
  {
    from,
    newest,
    signal,
  }: {
    readonly from: AttributeMap | undefined;
    readonly newest: boolean | undefined;
    readonly signal: AbortSignal;
  },
): Promise<WorkspaceItems> {
  const { items, next } = await pageOf(store, query, { limit: LIMIT, from, descending: newest, signal });
  const shown =
    query.list === 'widgets' || query.list === 'groups'
      ? items.filter(({ attributes }) => isOf(query.userId, attributes))
      : items;
  return { items: shown.map(wireItem), next: next ?? null };
}

/** A user's bookmark or note by its id alone: its group, which is the other part of its key, is not known. */
export async function findItem(
  store: WorkspaceStore,
  userId: string,
  itemId: string,
  signal: AbortSignal,
): Promise<WorkspaceItem | undefined> {
  for (const items of [store.bookmarks, store.notes]) {
    let from: AttributeMap | undefined;
    do {
      const page: TypedPage<WorkspaceModelName> = await items.pageByIndex(userId, {
        limit: LIMIT,
        from,
        signal,
      });
      const name = items.model.range ?? items.model.hash;
      const found = page.items.find(({ attributes }) => stringOf(attributes, name) === itemId);
      if (found !== undefined) return wireItem(found);
      from = page.next;
    } while (from !== undefined);
  }
  return undefined;
}
