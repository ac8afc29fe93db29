import { randomUUID } from 'node:crypto';
import { workspaceKey } from '#shared/model/workspaceItem.ts';
import { WORKSPACE_MODELS, type WorkspaceModelName } from '#shared/model/workspaceModels.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { deletePage, type DeletionOptions, type PageDeletion } from './deletePage.ts';
import { dynamoItemTables } from './dynamoItemTables.ts';
import { itemMissing } from './errors.ts';
import {
  itemStore,
  type IndexedItemStore,
  type ItemStore,
  type ItemWriteOptions,
  type StoreContext,
} from './itemStore.ts';
import type { ItemOptions, ItemTables } from './itemTables.ts';
import { countsOf, isOf, pageContents, type ContentCounts, type PageWithWidgets } from './pageContents.ts';
import { reorderBookmarks, type PlacedBookmark } from './reorder.ts';
import { readUsers, type UsersOptions } from './users.ts';

/** The eight tables of a workspace (CONTRACTS 4; seed 004): a store for each model, and what goes across them. */
export interface WorkspaceStore {
  readonly pages: ItemStore<'page'>;
  readonly widgets: ItemStore<'widget'>;
  readonly groups: ItemStore<'group'>;
  /** By user, oldest first (`UserBookmarksIndex`). */
  readonly bookmarks: IndexedItemStore<'bookmark'>;
  /** By user, longest unchanged first (`UserNotesIndex`). */
  readonly notes: IndexedItemStore<'note'>;
  /** By tag (`TagItemsIndex`). */
  readonly tagAssociations: IndexedItemStore<'tagAssociation'>;
  /** By the user who shares, oldest first (`UserSharesIndex`). */
  readonly shares: IndexedItemStore<'share'>;
  readonly preferences: ItemStore<'preferences'>;
  /** The store of a model that is known by name only. */
  of(name: WorkspaceModelName): ItemStore<WorkspaceModelName>;
  /** Users who have pages, as they are found. */
  readUsers(options: UsersOptions): Promise<void>;
  /** A page and its widgets. @throws `NotFound` */
  pageWithWidgets(userId: string, pageId: string, options?: ItemOptions): Promise<PageWithWidgets>;
  /** See {@link reorderBookmarks}. */
  reorderBookmarks(
    groupId: string,
    order: readonly PlacedBookmark[],
    options?: ItemWriteOptions & { readonly first?: number | undefined },
  ): Promise<void>;
  /** How many items of each model a page holds. */
  contentsOfPage(userId: string, pageId: string, options?: ItemOptions): Promise<ContentCounts>;
  /** See {@link deletePage}. */
  deletePage(page: PageDeletion, options?: DeletionOptions): Promise<ContentCounts>;
}

/** Clock and naming of writes, for tests to replace. */
export interface WorkspaceStoreOptions {
  readonly now?: () => Date;
  readonly newWriteId?: () => string;
}

/** A workspace over any eight tables. */
export function workspaceStore(tables: ItemTables, options: WorkspaceStoreOptions = {}): WorkspaceStore {
  const { now = () => new Date(), newWriteId = () => randomUUID() } = options;
  const context: StoreContext = { tables, now, newWriteId };
  const pages = itemStore(context, WORKSPACE_MODELS.page);
  const widgets = itemStore(context, WORKSPACE_MODELS.widget);
  return {
    pages,
    widgets,
    groups: itemStore(context, WORKSPACE_MODELS.group),
    bookmarks: itemStore(context, WORKSPACE_MODELS.bookmark),
    notes: itemStore(context, WORKSPACE_MODELS.note),
    tagAssociations: itemStore(context, WORKSPACE_MODELS.tagAssociation),
    shares: itemStore(context, WORKSPACE_MODELS.share),
    preferences: itemStore(context, WORKSPACE_MODELS.preferences),
    of: (name) => itemStore<WorkspaceModelName>(context, WORKSPACE_MODELS[name]),
    readUsers: (users) => readUsers(tables, users),
    async pageWithWidgets(userId, pageId, read) {
      const key = workspaceKey(pages.model, userId, pageId);
      const [page, found] = await Promise.all([pages.get(key, read), widgets.list(pageId, read)]);
      if (page === undefined) throw itemMissing(pages.model, key);
      return { page, widgets: found.filter(({ attributes }) => isOf(userId, attributes)) };
    },
    reorderBookmarks: (groupId, order, write) => reorderBookmarks(context, groupId, order, write),
    contentsOfPage: async (userId, pageId, read) =>
      countsOf(await pageContents(tables, { userId, pageId }, read)),
    deletePage: (page, deletion) => deletePage(context, page, deletion),
  };
}

/** The workspace whose tables have `prefix` before their names. */
export function dynamoWorkspaceStore(
  dynamo: Dynamo,
  prefix: string,
  options?: WorkspaceStoreOptions,
): WorkspaceStore {
  return workspaceStore(dynamoItemTables(dynamo, prefix), options);
}
