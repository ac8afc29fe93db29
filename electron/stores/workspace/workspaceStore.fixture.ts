import type { ContentCounts } from './pageContents.ts';
import type { WorkspaceUser } from './users.ts';
import type { WorkspaceStore } from './workspaceStore.ts';

/** How many items a page is made of; bookmarks and notes are those of each group. */
export interface PageSize {
  readonly widgets: number;
  readonly groups: number;
  readonly bookmarks: number;
  readonly notes: number;
}

/** A page that fits into one transaction with everything it holds. */
export const smallPage: PageSize = { widgets: 2, groups: 1, bookmarks: 3, notes: 2 };

const indexes = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

/** Creates a page with ids of its own, a tag on every bookmark and a share; gives what it holds. */
export async function seedPage(
  store: WorkspaceStore,
  user_id: string,
  page_id: string,
  size: PageSize,
): Promise<ContentCounts> {
  const base = `${user_id}-${page_id}`;
  await store.pages.create({ user_id, page_id, name: page_id });
  await store.shares.create({ share_id: base, user_id, page_id, permission: 'view' });
  for (const w of indexes(size.widgets)) {
    const widget_id = `${base}-w${w}`;
    await store.widgets.create({ page_id, widget_id, user_id, type: 'bookmarks' });
    for (const g of indexes(size.groups)) {
      const group_id = `${widget_id}-g${g}`;
      await store.groups.create({ widget_id, group_id, user_id, name: group_id });
      await Promise.all(
        indexes(size.bookmarks).map(async (b) => {
          const bookmark_id = `${group_id}-b${b}`;
          await store.bookmarks.create({ group_id, bookmark_id, user_id, title: '', url: '' });
          await store.tagAssociations.create({ item_id: bookmark_id, tag: 'all', item_type: 'bookmark' });
        }),
      );
      for (const n of indexes(size.notes)) {
        await store.notes.create({ group_id, note_id: `${group_id}-n${n}`, user_id, content: '' });
      }
    }
  }
  const groups = size.widgets * size.groups;
  return {
    tagAssociation: groups * size.bookmarks,
    bookmark: groups * size.bookmarks,
    note: groups * size.notes,
    share: 1,
    group: groups,
    widget: size.widgets,
  };
}

/** Every user, by id. */
export async function readAllUsers(store: WorkspaceStore): Promise<readonly WorkspaceUser[]> {
  const users: WorkspaceUser[] = [];
  await store.readUsers({ onUsers: (page) => void users.push(...page) });
  return users.sort((a, b) => (a.userId < b.userId ? -1 : 1));
}
