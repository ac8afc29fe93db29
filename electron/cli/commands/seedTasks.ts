import { jsonOf } from '#shared/model/plainJson.ts';
import { demoConflicts } from '../../demo/demoConflicts.ts';
import { seedShop } from '../../demo/seedShop.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { TASK_TABLE } from '../../layouts/definitions.ts';
import { keyDifference } from '../../layouts/fit.ts';
import type { CliContext } from '../context.ts';
import type { Connected } from '../deps.ts';
import { wrongUse } from '../exitStatus.ts';

/** What the shop's tasks are made from, and where they go. */
export interface SeedTasksOptions {
  readonly tasks: number;
  readonly events: number;
  readonly faults: boolean;
  readonly seed: string;
  readonly table: string;
  readonly now: number;
  readonly json: boolean;
}

/** The table is created when it is missing. One with another key is refused before anything is written. */
async function readyTable(dynamo: Dynamo, table: string, signal: AbortSignal): Promise<void> {
  const definition = { ...TASK_TABLE, table };
  const names = await dynamo.listTables({ signal });
  if (!names.includes(table)) {
    await dynamo.createTable(definition, { signal });
    return;
  }
  const key = keyDifference(await dynamo.describeTable(table, { signal }), 'task');
  if (key !== undefined) {
    throw wrongUse(
      `The table “${table}” cannot hold task events (${key.what}: expected ${key.expected}, found ${key.found}).`,
      'Name another table with --table.',
    );
  }
}

/** Writes the shop's tasks, and the conflicts that were met among them into the connection's journal. */
export async function seedTasks(
  context: CliContext,
  { dynamo, record }: Connected,
  { json, ...shop }: SeedTasksOptions,
): Promise<void> {
  const { signal } = context;
  const { table } = shop;
  await readyTable(dynamo, table, signal);
  const done = await seedShop(dynamo, {
    ...shop,
    signal,
    onProgress: (progress) => context.glance(`${progress.items} items of ${progress.tasks} tasks written …`),
  });
  for (const conflict of shop.faults ? demoConflicts(shop) : []) {
    if (!done.skipped.includes(conflict.taskId)) await record?.(conflict);
  }
  const skipped = done.skipped.length;
  if (json) await context.out.line(jsonOf({ table, tasks: done.tasks, items: done.items, skipped }));
  if (skipped > 0 && done.tasks === 0) {
    context.say(
      skipped === 1
        ? `0 tasks written: its only id is in ${table} already; choose another --table.`
        : `0 tasks written: all ${skipped} ids are in ${table} already; choose another --table.`,
    );
    return;
  }
  if (skipped > 0) context.say(`${skipped} tasks were in ${table} already and were left as they are.`);
  if (!json) await context.out.line(`${done.tasks} tasks (${done.items} items) written to ${table}.`);
}
