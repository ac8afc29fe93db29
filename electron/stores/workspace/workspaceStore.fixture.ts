import { attributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
import { workspaceKey } from '#shared/model/workspaceItem.ts';
import {
  WORKSPACE_MODELS,
  type WorkspaceFields,
  type WorkspaceModel,
  type WorkspaceModelName,
} from '#shared/model/workspaceModels.ts';
import type { ContentCounts } from './pageContents.ts';
import type { WorkspaceUser } from './users.ts';
import type { WorkspaceStore } from './workspaceStore.ts';

/** What the suite needs of an implementation: an empty workspace, and a way to put items as foreign writers would. */
export interface WorkspaceUnderTest {
  readonly store: WorkspaceStore;
  readonly putRaw: (model: WorkspaceModel, items: readonly AttributeMap[]) => Promise<void>;
}

/** One item of every model, with all its fields. */
export const FULL: { readonly [N in WorkspaceModelName]: WorkspaceFields[N] } = {
  page: { user_id: 'ann', page_id: 'p', name: 'Home', icon: '🏠', position: 0 },
  widget: {
    ...{ page_id: 'p', widget_id: 'w', user_id: 'ann', type: 'bookmarks', title: '' },
    ...{ column: 1, position: -3, collapsed: false },
  },
  group: { widget_id: 'w', group_id: 'g', user_id: 'ann', name: 'News', color: 'teal', position: 2 },
  bookmark: {
    ...{
      group_id: 'g',
      bookmark_id: 'b',
      user_id: 'ann',
      title: 'Ünïcode',
      url: 'https://example.org/?a=b#c',
    },
    ...{ description: 'd', icon: 'i', position: 4 },
  },
  note: { group_id: 'g', note_id: 'n', user_id: 'ann', title: 't', content: 'x'.repeat(5000), position: 1 },
  tagAssociation: { item_id: 'b', tag: 'to:read#1', user_id: 'ann', item_type: 'bookmark' },
  share: { share_id: 's', user_id: 'ann', page_id: 'p', shared_with: 'bob', permission: 'view' },
  preferences: {
    ...{ user_id: 'ann', theme: 'dark', language: 'en', default_page_id: 'p' },
    settings: attributeMap([['__proto__', { N: '1.1000000000000000000000000000000000001' }]]),
  },
};

/** The key of the item in {@link FULL}. */
export const keyOf = (name: WorkspaceModelName): AttributeMap => {
  const { hash, range } = WORKSPACE_MODELS[name];
  const text = (field: string | undefined): string => {
    const value =
      field === undefined ? undefined : new Map<string, unknown>(Object.entries(FULL[name])).get(field);
    return typeof value === 'string' ? value : '';
  };
  return workspaceKey(WORKSPACE_MODELS[name], text(hash), text(range));
};

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
