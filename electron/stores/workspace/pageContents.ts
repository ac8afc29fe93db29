import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { keyIn, type TypedItem } from '#shared/model/workspaceItem.ts';
import { WORKSPACE_MODELS } from '#shared/model/workspaceModels.ts';
import type { ItemOptions, ItemTables } from './itemTables.ts';

/** The models of which a page holds items. */
export const CONTENT_MODELS = ['tagAssociation', 'bookmark', 'note', 'share', 'group', 'widget'] as const;

/** A model of which a page holds items. */
export type ContentModel = (typeof CONTENT_MODELS)[number];

/** The keys of everything that a page holds, by model. */
export type PageContents = Readonly<Record<ContentModel, readonly AttributeMap[]>>;

/** Queries under way at a time. */
const IN_FLIGHT = 8;

/** Runs `work` for every entry, some at a time. */
async function forEach<T>(entries: readonly T[], work: (entry: T) => Promise<void>): Promise<void> {
  const queue = entries.values();
  const worker = async (): Promise<void> => {
    for (const entry of queue) await work(entry);
  };
  await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, entries.length) }, worker));
}

/**
 * Whether a widget, group or share is the user's. Pages of two users may have the same id, and then so do their
 * widgets' hash keys; what names another user is left alone. Bookmarks and notes belong to their group, whoever made them.
 */
export function isOf(userId: string, item: AttributeMap): boolean {
  const owner = stringOf(item, 'user_id');
  return owner === undefined || owner === userId;
}

/** Everything a page holds: widgets, their groups, bookmarks and notes in them, the tags of all, shares of the page. */
export async function pageContents(
  tables: ItemTables,
  page: { readonly userId: string; readonly pageId: string },
  options?: ItemOptions,
): Promise<PageContents> {
  const found: Record<ContentModel, AttributeMap[]> = {
    ...{ tagAssociation: [], bookmark: [], note: [], share: [], group: [], widget: [] },
  };
  const taggable = new Set([page.pageId]);

  const collect = async (
    name: ContentModel,
    hash: string,
    how: {
      readonly keysOnly?: boolean;
      readonly by?: 'index';
      readonly where?: (item: AttributeMap) => boolean;
    },
  ): Promise<void> => {
    const model = WORKSPACE_MODELS[name];
    const { where, ...query } = how;
    for await (const items of tables.pages({ model, hash, ...query }, options)) {
      for (const item of items) if (where?.(item) !== false) found[name].push(keyIn(model, item));
    }
  };
  const idsOf = (name: 'widget' | 'group' | 'bookmark' | 'note'): readonly string[] =>
    found[name].flatMap((key) => stringOf(key, WORKSPACE_MODELS[name].range ?? '') ?? []);
  const where = (item: AttributeMap): boolean => isOf(page.userId, item);

  await collect('widget', page.pageId, { where });
  await forEach(idsOf('widget'), (widget) => collect('group', widget, { where }));
  await forEach(idsOf('group'), async (group) => {
    await collect('bookmark', group, { keysOnly: true });
    await collect('note', group, { keysOnly: true });
  });
  for (const name of ['widget', 'group', 'bookmark', 'note'] as const) {
    for (const id of idsOf(name)) taggable.add(id);
  }
  await forEach([...taggable], (id) => collect('tagAssociation', id, { keysOnly: true }));
  await collect('share', page.userId, {
    by: 'index',
    where: (item) => stringOf(item, 'page_id') === page.pageId,
  });
  return found;
}

/** How many items of each model. */
export type ContentCounts = Readonly<Record<ContentModel, number>>;

/** Counts what was found. */
export function countsOf(contents: PageContents): ContentCounts {
  return {
    tagAssociation: contents.tagAssociation.length,
    bookmark: contents.bookmark.length,
    note: contents.note.length,
    share: contents.share.length,
    group: contents.group.length,
    widget: contents.widget.length,
  };
}

/** All counts together. */
export function totalOf(counts: ContentCounts): number {
  return CONTENT_MODELS.reduce((sum, name) => sum + counts[name], 0);
}

/** A page and its widgets, read by one call. */
export interface PageWithWidgets {
  readonly page: TypedItem<'page'>;
  readonly widgets: readonly TypedItem<'widget'>[];
}
