import { throwIfCancelled } from '#shared/errors/appError.ts';
import { stringOf } from '#shared/model/attributeValue.ts';
import type { Dynamo } from '../dynamo/dynamo.ts';
import { existingItems } from '../dynamo/wholeBatch.ts';
import { TASK_TABLE } from '../layouts/definitions.ts';
import { keyOf, META_KEY, taskIdIn } from '../stores/taskEvents/keys.ts';
import type { DemoTask } from './demoTask.ts';
import { projectionItems, streamItems } from './items.ts';
import { generateShop, type ShopOptions } from './shop.ts';
import { createWriter } from './writeItems.ts';

/** How far seeding has come. */
export interface SeedProgress {
  /** Tasks written. */
  readonly tasks: number;
  /** Items written. */
  readonly items: number;
  /** Ids of tasks that were in the table before and were left as they are. */
  readonly skipped: readonly string[];
}

/** Where to write the shop, and who is told of it. */
export interface SeedOptions extends ShopOptions {
  /** An existing table with the key of the `task` layout. */
  readonly table: string;
  readonly onProgress?: ((progress: SeedProgress) => void) | undefined;
  /** Heeded between groups of whole tasks, so that no task is left half written. */
  readonly signal?: AbortSignal | undefined;
}

/** Items collected before they are written together. */
const GROUP_ITEMS = 1500;
/** Most keys that one BatchGetItem takes, so the most tasks of a group. */
const GROUP_TASKS = 100;

/**
 * Writes the demonstration shop into a table. A task that is there already (by its projection, which is written
 * last) is left alone and reported, so nothing is ever overwritten that a reader may have changed since.
 * @throws `Throttled` when the server keeps refusing writes; `Cancelled`; whatever the connection throws
 */
export async function seedShop(dynamo: Dynamo, options: SeedOptions): Promise<SeedProgress> {
  const skipped: string[] = [];
  const write = await createWriter(dynamo, TASK_TABLE.key);
  let tasks = 0;
  let items = 0;
  for (const group of groups(generateShop(options))) {
    throwIfCancelled(options.signal);
    const known = await existing(dynamo, options.table, group);
    const fresh = group.filter((task) => !known.has(task.taskId));
    skipped.push(...known);
    const streams = fresh.flatMap(streamItems);
    const projections = fresh.flatMap(projectionItems);
    await write(options.table, streams);
    await write(options.table, projections);
    tasks += fresh.length;
    items += streams.length + projections.length;
    options.onProgress?.({ tasks, items, skipped });
  }
  return { tasks, items, skipped };
}

function* groups(tasks: Iterable<DemoTask>): Generator<readonly DemoTask[]> {
  let group: DemoTask[] = [];
  let items = 0;
  for (const task of tasks) {
    group.push(task);
    items += task.events.length + task.others.length;
    if (items < GROUP_ITEMS && group.length < GROUP_TASKS) continue;
    yield group;
    group = [];
    items = 0;
  }
  if (group.length > 0) yield group;
}

async function existing(dynamo: Dynamo, table: string, group: readonly DemoTask[]): Promise<Set<string>> {
  const keys = group.map((task) => keyOf(task.taskId, META_KEY));
  const items = existingItems(table, await dynamo.batchGet(table, keys, { consistent: true }));
  return new Set(items.flatMap((item) => taskIdIn(stringOf(item, 'PK') ?? '') ?? []));
}
