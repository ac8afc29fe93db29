import { throwIfCancelled } from '#shared/errors/appError.ts';
import { attributeMap, attributeOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { KeySchema } from '#shared/model/layout.ts';
import type { Dynamo, TableDefinition } from '../dynamo/dynamo.ts';
import { existingItems } from '../dynamo/wholeBatch.ts';
import { LAYOUT_TABLES } from '../layouts/definitions.ts';
import type { DemoItem, LayoutItems, LayoutItemsOptions } from './layouts/layoutItems.ts';
import { recordItems } from './layouts/records.ts';
import { requestItems } from './layouts/requests.ts';
import { workspaceItems } from './layouts/workspace.ts';
import { createWriter } from './writeItems.ts';

/** The layouts beside `task` that there is demonstration data of. */
export const SEEDED_LAYOUTS = ['record', 'request', 'workspace'] as const;

/** A layout beside `task` that there is demonstration data of. */
export type SeededLayout = (typeof SEEDED_LAYOUTS)[number];

const ITEMS = {
  record: recordItems,
  request: requestItems,
  workspace: workspaceItems,
} as const satisfies Record<SeededLayout, LayoutItems>;

/** How far seeding a layout has come. */
export interface LayoutProgress {
  /** Items written. */
  readonly items: number;
  /** Items whose key was taken before, and which were left as they are. */
  readonly skipped: number;
}

/** What to write, and who is told of it. */
export interface LayoutSeedOptions extends LayoutItemsOptions {
  /** Stands before every table's name. */
  readonly prefix?: string | undefined;
  readonly onProgress?: ((progress: LayoutProgress) => void) | undefined;
  /** Heeded between groups of items. */
  readonly signal?: AbortSignal | undefined;
  /** In the place of the layout's own items. */
  readonly items?: LayoutItems;
}

/** Most keys that one BatchGetItem takes, so the most items of a group. */
const GROUP_ITEMS = 100;

/**
 * Writes the demonstration items of a layout into its tables, which must be there. An item whose key is taken is left
 * alone, so nothing is ever overwritten that a reader may have changed since, and an interrupted seeding goes on.
 * @throws `Throttled` when the server keeps refusing writes; `Cancelled`; whatever the connection throws
 */
export async function seedLayout(
  dynamo: Dynamo,
  layout: SeededLayout,
  { prefix = '', onProgress, signal, items = ITEMS[layout], ...options }: LayoutSeedOptions,
): Promise<LayoutProgress> {
  let progress: LayoutProgress = { items: 0, skipped: 0 };
  const definitions: readonly TableDefinition[] = LAYOUT_TABLES[layout];
  const writers = new Map(
    await Promise.all(
      definitions.map(
        async ({ table, key }) => [table, { key, write: await createWriter(dynamo, key) }] as const,
      ),
    ),
  );
  for (const group of groups(items(options))) {
    throwIfCancelled(signal);
    for (const [table, { key, write }] of writers) {
      const wanted = group.flatMap((each) => (each.table === table ? [each.item] : []));
      if (wanted.length === 0) continue;
      const name = `${prefix}${table}`;
      const fresh = await unknownOf(dynamo, name, key, wanted);
      await write(name, fresh);
      progress = {
        items: progress.items + fresh.length,
        skipped: progress.skipped + wanted.length - fresh.length,
      };
    }
    onProgress?.(progress);
  }
  return progress;
}

function* groups(items: Iterable<DemoItem>): Generator<readonly DemoItem[]> {
  let group: DemoItem[] = [];
  for (const item of items) {
    group.push(item);
    if (group.length < GROUP_ITEMS) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

const keyOf = (item: AttributeMap, { hash, range }: KeySchema): AttributeMap =>
  attributeMap(
    [hash, range].flatMap((part) => {
      const value = part === undefined ? undefined : attributeOf(item, part.name);
      return part === undefined || value === undefined ? [] : [[part.name, value] as const];
    }),
  );

async function unknownOf(
  dynamo: Dynamo,
  table: string,
  key: KeySchema,
  items: readonly AttributeMap[],
): Promise<readonly AttributeMap[]> {
  const nameOf = (item: AttributeMap): string => JSON.stringify(keyOf(item, key));
  const answer = await dynamo.batchGet(
    table,
    items.map((item) => keyOf(item, key)),
    { consistent: true },
  );
  const known = new Set(existingItems(table, answer).map(nameOf));
  return items.filter((item) => !known.has(nameOf(item)));
}
