import { z } from 'zod';
import { attributeMapSchema } from '../model/attributeValue.ts';
import { workspaceItemSchema } from '../model/workspaceItem.ts';
import { workspaceModelNameSchema } from '../model/workspaceModels.ts';
import { conflictSchema } from '../model/conflict.ts';
import { nothingSchema, tableRefSchema } from './common.ts';
import { command, query, stream } from './define.ts';
import { itemWriteOutcomeSchema } from './itemWrites.ts';
import { rowLists, textFilterSchema } from './rowLists.ts';

/** A user of the workspace, with the number of their pages. */
export const workspaceUserSchema = z.object({ userId: z.string(), pages: z.int().min(0) });

/** A user of the workspace, with the number of their pages. */
export type WorkspaceUserRow = z.infer<typeof workspaceUserSchema>;

/**
 * Items that one query reads: what lies under a node of the tree, the tags of an item, or what an index holds, which
 * may lag behind. `userId` beside a page or a widget leaves out what names another user.
 */
export const workspaceQuerySchema = z.discriminatedUnion('list', [
  z.object({ list: z.literal('pages'), userId: z.string() }),
  z.object({ list: z.literal('widgets'), userId: z.string(), pageId: z.string() }),
  z.object({ list: z.literal('groups'), userId: z.string(), widgetId: z.string() }),
  z.object({ list: z.literal('bookmarks'), groupId: z.string() }),
  z.object({ list: z.literal('notes'), groupId: z.string() }),
  z.object({ list: z.literal('tagsOfItem'), itemId: z.string() }),
  z.object({ list: z.literal('itemsOfTag'), tag: z.string() }),
  z.object({ list: z.literal('sharesOfUser'), userId: z.string() }),
  z.object({ list: z.literal('bookmarksOfUser'), userId: z.string() }),
  z.object({ list: z.literal('notesOfUser'), userId: z.string() }),
]);

/** Items that one query reads. */
export type WorkspaceQuery = z.infer<typeof workspaceQuerySchema>;

/** Some of the items asked for. `next` is handed in again for those that follow; null: there are no more. */
export const workspaceItemsSchema = z.object({
  items: z.array(workspaceItemSchema),
  next: attributeMapSchema.nullable(),
});

/** Some of the items asked for. */
export type WorkspaceItems = z.infer<typeof workspaceItemsSchema>;

const count = z.int().min(0);

/** How many items of each model a page holds. */
export const workspaceContentsSchema = z.object({
  widget: count,
  group: count,
  bookmark: count,
  note: count,
  tagAssociation: count,
  share: count,
});

/** How many items of each model a page holds. */
export type WorkspaceContents = z.infer<typeof workspaceContentsSchema>;

/** How far the deletion of a page has come: what is gone, of what was found so far. */
export const pageDeletionProgressSchema = z.object({
  deleted: workspaceContentsSchema,
  found: workspaceContentsSchema,
});

/** How far the deletion of a page has come. */
export type PageDeletionProgress = z.infer<typeof pageDeletionProgressSchema>;

/** How the deletion of a page ended. Losing a race is an outcome with a story, not an error. */
export const pageDeletionOutcomeSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('deleted'), deleted: workspaceContentsSchema }),
  z.object({ outcome: z.literal('conflict'), conflict: conflictSchema }),
  /** What is left is still found from the page, and deleting it again goes on; `unwritten` names some of it. */
  z.object({
    outcome: z.literal('partly'),
    message: z.string(),
    written: count,
    unwritten: z.array(z.string()),
  }),
  z.object({ outcome: z.literal('unknown'), message: z.string() }),
]);

/** How the deletion of a page ended. */
export type PageDeletionOutcome = z.infer<typeof pageDeletionOutcomeSchema>;

const itemRefSchema = tableRefSchema.extend({ model: workspaceModelNameSchema, key: attributeMapSchema });

const pageRefSchema = tableRefSchema.extend({ userId: z.string(), pageId: z.string() });

/**
 * The workspace that a table belongs to (CONTRACTS 4): its prefix names the other seven. Users stay in the host as
 * rows; what is theirs is read piece by piece.
 */
export const workspace = {
  ...rowLists({ query: nothingSchema, filter: textFilterSchema, row: workspaceUserSchema }),
  /** At most some hundred items, from `from` on; `newest` first where an index orders by time. */
  items: query(
    tableRefSchema.extend({
      query: workspaceQuerySchema,
      from: attributeMapSchema.optional(),
      newest: z.boolean().optional(),
    }),
    workspaceItemsSchema,
  ),
  /** One item, read consistently; null when there is none. */
  get: query(itemRefSchema, z.object({ item: workspaceItemSchema.nullable() })),
  /** The user's bookmark or note with this id, by the indexes, since its group is not known; null when they hold none. */
  find: query(
    tableRefSchema.extend({ userId: z.string().min(1), itemId: z.string().min(1) }),
    z.object({ item: workspaceItemSchema.nullable() }),
  ),
  /** Sets and removes attributes of one item, provided that it still has the version on the writer's screen. */
  update: command(
    itemRefSchema.extend({
      /** The user whose workspace it is, as the place names it. */
      user: z.string(),
      /** The item as the writer saw it; its `version` is the lock. */
      seen: attributeMapSchema,
      set: attributeMapSchema,
      remove: z.array(z.string()),
      /** Names this very change: made again with the same one, it is decided, and never done twice. */
      writeId: z.string().min(1),
    }),
    itemWriteOutcomeSchema,
  ),
  /** What deleting a page would delete beside it. */
  contents: query(pageRefSchema, workspaceContentsSchema),
  /** Deletes a page with everything it holds, provided that the page still has the version on the writer's screen. */
  deletePage: stream(
    pageRefSchema.extend({ seen: attributeMapSchema }),
    pageDeletionProgressSchema,
    pageDeletionOutcomeSchema,
  ),
};
