import type { KeySchema, LayoutName } from '#shared/model/layout.ts';
import type { IndexDefinition, TableDefinition } from '../dynamo/dynamo.ts';

const key = (hash: string, range?: string): KeySchema => ({
  hash: { name: hash, type: 'S' },
  ...(range === undefined ? {} : { range: { name: range, type: 'S' } }),
});

const index = (name: string, hash: string, range: string): IndexDefinition => ({
  name,
  key: key(hash, range),
});

const table = (
  name: string,
  keys: KeySchema,
  indexes: readonly IndexDefinition[] = [],
  ttlAttribute?: string,
): TableDefinition => ({ table: name, key: keys, indexes, ttlAttribute });

/** CONTRACTS 1: events, projections, idempotency records (whose `expires_at` is the TTL), dead letters. */
export const TASK_TABLE = table('tasks', key('PK', 'SK'), [], 'expires_at');

/** The tables of one layout, under their default names (CONTRACTS 1–5). */
export const LAYOUT_TABLES: Readonly<
  Record<Exclude<LayoutName, 'stream' | 'other'>, readonly TableDefinition[]>
> = {
  task: [TASK_TABLE],
  record: [table('task_records', key('PK', 'SK'), [], 'expires_at')],
  request: [
    table(
      'requests',
      key('id'),
      [
        index('requester-index', 'requester', 'created_at'),
        index('profile-index', 'profile', 'created_at'),
        index('status-index', 'status', 'created_at'),
      ],
      'ttl',
    ),
  ],
  workspace: [
    table('pages', key('user_id', 'page_id')),
    table('widgets', key('page_id', 'widget_id')),
    table('bookmarks', key('group_id', 'bookmark_id'), [
      index('UserBookmarksIndex', 'user_id', 'created_at'),
    ]),
    table('notes', key('group_id', 'note_id'), [index('UserNotesIndex', 'user_id', 'updated_at')]),
    table('tag_associations', key('item_id', 'tag'), [index('TagItemsIndex', 'tag', 'item_id')]),
    table('groups', key('widget_id', 'group_id')),
    table('shares', key('share_id'), [index('UserSharesIndex', 'user_id', 'created_at')]),
    table('preferences', key('user_id')),
  ],
  castore: [
    table('castore', { hash: { name: 'aggregateId', type: 'S' }, range: { name: 'version', type: 'N' } }, [
      index('initialEvents', 'eventStoreId', 'timestamp'),
    ]),
  ],
};

/** A layout whose tables are known. */
export type KnownLayout = keyof typeof LAYOUT_TABLES;

/** Every known layout. */
export const KNOWN_LAYOUTS = [
  'task',
  'record',
  'request',
  'workspace',
  'castore',
] as const satisfies readonly KnownLayout[];

/** The tables of `layout`, or of all layouts, each name with `prefix` before it. */
export function definitionsOf(layout: KnownLayout | 'all', prefix = ''): readonly TableDefinition[] {
  const layouts = layout === 'all' ? KNOWN_LAYOUTS : [layout];
  return layouts.flatMap((name) =>
    LAYOUT_TABLES[name].map((definition) => ({ ...definition, table: `${prefix}${definition.table}` })),
  );
}
