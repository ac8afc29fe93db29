import { z } from 'zod';
import { attributeMapSchema } from './attributeValue.ts';

const order = z.int();
const text = z.string();

/** A page of a user's workspace. `deleting_since`: a deletion of all it holds began then and has not ended. */
export const pageSchema = z.object({
  user_id: text,
  page_id: text,
  name: text,
  icon: text.optional(),
  position: order.optional(),
  deleting_since: text.optional(),
});

/** A widget on a page. Pages of two users may have the same id; `user_id` tells whose widget it is. */
export const widgetSchema = z.object({
  page_id: text,
  widget_id: text,
  user_id: text.optional(),
  type: text,
  title: text.optional(),
  column: order.optional(),
  position: order.optional(),
  collapsed: z.boolean().optional(),
});

/** A group of bookmarks and notes in a widget. */
export const groupSchema = z.object({
  widget_id: text,
  group_id: text,
  user_id: text.optional(),
  name: text,
  color: text.optional(),
  position: order.optional(),
});

/** A link in a group. */
export const bookmarkSchema = z.object({
  group_id: text,
  bookmark_id: text,
  user_id: text,
  title: text,
  url: text,
  description: text.optional(),
  icon: text.optional(),
  position: order.optional(),
});

/** A text in a group. */
export const noteSchema = z.object({
  group_id: text,
  note_id: text,
  user_id: text,
  title: text.optional(),
  content: text,
  color: text.optional(),
  position: order.optional(),
});

/** A tag on a bookmark, a note, or whatever else has an id. */
export const tagAssociationSchema = z.object({
  item_id: text,
  tag: text,
  user_id: text.optional(),
  item_type: text.optional(),
});

/** Access that a user gave to somebody else, to one page or to all. `permission` is `view` or `edit`. */
export const shareSchema = z.object({
  share_id: text,
  user_id: text,
  page_id: text.optional(),
  shared_with: text.optional(),
  permission: text,
  expires_at: text.optional(),
});

/** How one user likes it; `settings` holds what has no field of its own. */
export const preferencesSchema = z.object({
  user_id: text,
  theme: text.optional(),
  language: text.optional(),
  default_page_id: text.optional(),
  settings: attributeMapSchema.optional(),
});

/** What each model's items say, by the names of their attributes. */
export interface WorkspaceFields {
  readonly page: z.infer<typeof pageSchema>;
  readonly widget: z.infer<typeof widgetSchema>;
  readonly group: z.infer<typeof groupSchema>;
  readonly bookmark: z.infer<typeof bookmarkSchema>;
  readonly note: z.infer<typeof noteSchema>;
  readonly tagAssociation: z.infer<typeof tagAssociationSchema>;
  readonly share: z.infer<typeof shareSchema>;
  readonly preferences: z.infer<typeof preferencesSchema>;
}

/** Fields as they may lie in a table: other writers need not fill them all. */
export type StoredFields<N extends WorkspaceModelName> = {
  readonly [K in keyof WorkspaceFields[N]]?: WorkspaceFields[N][K] | undefined;
};

/** Zod schema for the name of a model. */
export const workspaceModelNameSchema = z.enum([
  'page',
  'widget',
  'group',
  'bookmark',
  'note',
  'tagAssociation',
  'share',
  'preferences',
]);

/** The name of a model. */
export type WorkspaceModelName = z.infer<typeof workspaceModelNameSchema>;

/** A secondary index of a model's table. */
export interface WorkspaceIndex {
  readonly name: string;
  readonly hash: string;
  readonly range: string;
}

/** One model: its table's name without prefix, its keys, its fields. All keys are text. */
export interface WorkspaceModel<N extends WorkspaceModelName = WorkspaceModelName> {
  readonly name: N;
  readonly table: string;
  readonly hash: string;
  readonly range: string | undefined;
  readonly index: WorkspaceIndex | undefined;
  /** The names of its fields, keys included. */
  readonly fields: readonly string[];
  /** The fields that a new item must have, keys included. */
  readonly required: readonly string[];
  /** A new item's fields. */
  readonly schema: z.core.$ZodType<WorkspaceFields[N]>;
  /** A stored item's fields, of which any may be missing. */
  readonly stored: z.core.$ZodType<StoredFields<N>>;
}

const model = <N extends WorkspaceModelName>(
  name: N,
  table: string,
  schema: z.core.$ZodObject & z.core.$ZodType<WorkspaceFields[N]>,
  stored: z.core.$ZodType<StoredFields<N>>,
  key: readonly [hash: string, range?: string],
  index?: WorkspaceIndex,
): WorkspaceModel<N> => ({
  ...{ name, table, schema, stored, index },
  hash: key[0],
  range: key[1],
  fields: Object.keys(schema._zod.def.shape),
  required: (z.safeParse(schema, {}).error?.issues ?? []).flatMap(({ path: [field] }) =>
    typeof field === 'string' ? [field] : [],
  ),
});

const byUser = (name: string, range: string): WorkspaceIndex => ({ name, hash: 'user_id', range });

/** The eight models and their tables (CONTRACTS 4; seed 004). */
export const WORKSPACE_MODELS: { readonly [N in WorkspaceModelName]: WorkspaceModel<N> } = {
  page: model('page', 'pages', pageSchema, pageSchema.partial(), ['user_id', 'page_id']),
  widget: model('widget', 'widgets', widgetSchema, widgetSchema.partial(), ['page_id', 'widget_id']),
  group: model('group', 'groups', groupSchema, groupSchema.partial(), ['widget_id', 'group_id']),
  bookmark: model(
    'bookmark',
    'bookmarks',
    bookmarkSchema,
    bookmarkSchema.partial(),
    ['group_id', 'bookmark_id'],
    byUser('UserBookmarksIndex', 'created_at'),
  ),
  note: model(
    'note',
    'notes',
    noteSchema,
    noteSchema.partial(),
    ['group_id', 'note_id'],
    byUser('UserNotesIndex', 'updated_at'),
  ),
  tagAssociation: model(
    'tagAssociation',
    'tag_associations',
    tagAssociationSchema,
    tagAssociationSchema.partial(),
    ['item_id', 'tag'],
    { name: 'TagItemsIndex', hash: 'tag', range: 'item_id' },
  ),
  share: model(
    'share',
    'shares',
    shareSchema,
    shareSchema.partial(),
    ['share_id'],
    byUser('UserSharesIndex', 'created_at'),
  ),
  preferences: model('preferences', 'preferences', preferencesSchema, preferencesSchema.partial(), [
    'user_id',
  ]),
};

/** The model that lies in `table`, and what the table's name has before the model's own; undefined for any other. */
export function modelOfTable(
  table: string,
): { readonly model: WorkspaceModel; readonly prefix: string } | undefined {
  const found = Object.values(WORKSPACE_MODELS).find(({ table: name }) => table.toLowerCase().endsWith(name));
  return found === undefined
    ? undefined
    : { model: found, prefix: table.slice(0, table.length - found.table.length) };
}
