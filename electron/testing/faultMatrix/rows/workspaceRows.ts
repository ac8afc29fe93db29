import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { workspaceKey } from '#shared/model/workspaceItem.ts';
import { WORKSPACE_MODELS } from '#shared/model/workspaceModels.ts';
import { LAYOUT_TABLES } from '../../../layouts/definitions.ts';
import { dynamoWorkspaceStore, type WorkspaceStore } from '../../../stores/workspace/workspaceStore.ts';
import type { Kind } from '../expected.ts';
import type { Row, World } from '../row.ts';

const key = workspaceKey(WORKSPACE_MODELS.bookmark, 'g', 'b1');

const storeIn = ({ dynamo, prefix, now, newId }: World): WorkspaceStore =>
  dynamoWorkspaceStore(dynamo, prefix, { now, newWriteId: newId });

const row = (
  operation: string,
  kind: Kind,
  prepare: (store: WorkspaceStore, quiet: World) => Promise<unknown>,
  run: (store: WorkspaceStore) => Promise<unknown>,
  more: Partial<Pick<Row, 'piecemeal' | 'tables'>> = {},
): Row => ({
  ...{ store: 'workspace', operation, kind, tables: tablesNamed('bookmarks'), ...more },
  begin: async (quiet) => {
    await prepare(storeIn(quiet), quiet);
    return (world) => run(storeIn(world));
  },
});

const all = LAYOUT_TABLES.workspace;
const tablesNamed = (...names: readonly string[]) => all.filter(({ table }) => names.includes(table));

const addBookmark = (store: WorkspaceStore, bookmark_id = 'b1') =>
  store.bookmarks.create({ group_id: 'g', bookmark_id, user_id: 'ann', title: bookmark_id, url: '' });

const nothing = () => Promise.resolve();

const bookmarks = async (store: WorkspaceStore) => {
  await addBookmark(store);
  await addBookmark(store, 'b2');
};

const changedSince = async (store: WorkspaceStore) => {
  await bookmarks(store);
  await store.bookmarks.update(key, 1, { title: 'Theirs' });
};

const aPageWithWidgets = async (store: WorkspaceStore) => {
  await store.pages.create({ user_id: 'ann', page_id: 'p', name: 'Home' });
  await store.widgets.create({ page_id: 'p', widget_id: 'w', user_id: 'ann', type: 'bookmarks' });
};

/** A page with a widget, a group and two bookmarks. */
const aPage = async (store: WorkspaceStore) => {
  await aPageWithWidgets(store);
  await store.groups.create({ widget_id: 'w', group_id: 'g', user_id: 'ann', name: 'News' });
  await bookmarks(store);
};

/** A page with more on it than one transaction takes. */
const aFullPage = async (store: WorkspaceStore, { dynamo, prefix }: World) => {
  await aPage(store);
  const stamp = { S: '2026-01-02T03:04:05.000Z' };
  const shares = Array.from({ length: 110 }, (_, index) => ({
    put: {
      ...{ share_id: { S: `s${index}` }, user_id: { S: 'ann' }, page_id: { S: 'p' } },
      ...{ permission: { S: 'view' }, version: { N: '1' }, created_at: stamp, updated_at: stamp },
    } satisfies AttributeMap,
  }));
  await dynamo.batchWrite(`${prefix}shares`, shares);
};

/** What a workspace does: one model for all eight, and what goes across them. */
export const WORKSPACE_ROWS: readonly Row[] = [
  row('create', 'write', nothing, (store) => addBookmark(store)),
  row('create, there already', 'refused', bookmarks, (store) => addBookmark(store)),
  row('update', 'write', bookmarks, (store) => store.bookmarks.update(key, 1, { title: 'Ours' })),
  row('update, changed since', 'refused', changedSince, (store) =>
    store.bookmarks.update(key, 1, { title: 'Ours' }),
  ),
  row('delete', 'write', bookmarks, (store) => store.bookmarks.delete(key, 1)),
  row('delete, changed since', 'refusedCas', changedSince, (store) => store.bookmarks.delete(key, 1)),
  row('reorderBookmarks', 'write', bookmarks, (store) =>
    store.reorderBookmarks('g', [
      { bookmarkId: 'b2', version: 1 },
      { bookmarkId: 'b1', version: 1 },
    ]),
  ),
  row('reorderBookmarks, changed since', 'refusedTogether', changedSince, (store) =>
    store.reorderBookmarks('g', [
      { bookmarkId: 'b2', version: 1 },
      { bookmarkId: 'b1', version: 1 },
    ]),
  ),
  row(
    'deletePage',
    'readAndWrite',
    aPage,
    (store) => store.deletePage({ userId: 'ann', pageId: 'p', version: 1 }),
    { tables: all },
  ),
  row(
    'deletePage, in batches',
    'batches',
    aFullPage,
    (store) => store.deletePage({ userId: 'ann', pageId: 'p', version: 1 }),
    { tables: all, piecemeal: true },
  ),
  row('get', 'read', bookmarks, (store) => store.bookmarks.get(key)),
  row('list', 'read', bookmarks, (store) => store.bookmarks.list('g')),
  row('listByIndex', 'read', bookmarks, (store) => store.bookmarks.listByIndex('ann')),
  row('pageWithWidgets', 'read', aPageWithWidgets, (store) => store.pageWithWidgets('ann', 'p'), {
    tables: tablesNamed('pages', 'widgets'),
  }),
  row('contentsOfPage', 'read', aPage, (store) => store.contentsOfPage('ann', 'p'), { tables: all }),
];
