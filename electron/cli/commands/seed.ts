import type { Command } from 'commander';
import { jsonOf } from '#shared/model/plainJson.ts';
import { demoConflicts } from '../../demo/demoConflicts.ts';
import { PLANTED } from '../../demo/planted/ids.ts';
import { seedShop } from '../../demo/seedShop.ts';
import { DEFAULT_EVENTS, DEFAULT_SEED, DEFAULT_TASKS } from '../../demo/shop.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { TASK_TABLE } from '../../layouts/definitions.ts';
import { schemaDifferences } from '../../layouts/initTables.ts';
import { withConnection, type CliContext } from '../context.ts';
import { wrongUse } from '../exitStatus.ts';
import { globalOptions, time, wholeNumber } from '../options.ts';

interface SeedArguments {
  readonly tasks: number;
  readonly events: number;
  readonly faults?: boolean;
  readonly seed: string;
  readonly table: string;
  readonly now?: number;
}

/** The table is created when it is missing. One with another key is refused before anything is written. */
async function readyTable(dynamo: Dynamo, table: string, signal: AbortSignal): Promise<void> {
  const definition = { ...TASK_TABLE, table };
  const names = await dynamo.listTables({ signal });
  if (!names.includes(table)) {
    await dynamo.createTable(definition, { signal });
    return;
  }
  const found = await dynamo.describeTable(table, { signal });
  const [key] = schemaDifferences(definition, found, { known: false, attribute: undefined });
  if (key !== undefined) {
    throw wrongUse(
      `The table “${table}” cannot hold task events (${key.what}: expected ${key.expected}, found ${key.found}).`,
      'Name another table with --table.',
    );
  }
}

/** `seed`: writes demonstration data, reproducible by seed and time. */
export function addSeed(program: Command, add: (command: Command) => Command, context: CliContext): void {
  add(program.command('seed'))
    .description(
      'write the demonstration data of a shop into a table of task events. ' +
        'Tasks that are there already are left alone and counted',
    )
    .option('--tasks <n>', 'how many ordinary tasks', wholeNumber(0, 1_000_000), DEFAULT_TASKS)
    .option(
      '--events <m>',
      'about how many events an ordinary task has',
      wholeNumber(1, 100_000),
      DEFAULT_EVENTS,
    )
    .option(
      '--faults',
      `also the ${Object.keys(PLANTED).length} tasks with something wrong on purpose, one of 12,000 events among them`,
    )
    .option('--seed <s>', 'the same seed at the same --now gives the very same items', DEFAULT_SEED)
    .option('--now <time>', 'RFC 3339 time at which the data ends; without it, the present', time)
    .option('--table <name>', 'table to write to; created when it is missing', TASK_TABLE.table)
    .addHelpText(
      'after',
      '\nThe id of a task is its kind, its day and a count, so another --seed gives mostly the same ids:\nfor other data beside the first, name another --table.\n' +
        '\nExample:\n  $ dynascope seed --tasks 1000 --faults --seed 42 --now 2026-11-21T12:00:00Z\n',
    )
    .action(async (local: SeedArguments, command: Command) => {
      const { json, layout } = globalOptions(command);
      if (layout !== undefined && layout !== 'task') {
        throw wrongUse(
          `There is no demonstration data of the layout “${layout}”.`,
          'There is some of the layout task.',
        );
      }
      const { table, tasks, events, seed, faults = false, now = context.deps.now() } = local;
      await withConnection(context, command, async ({ dynamo, record }) => {
        const { signal } = context;
        await readyTable(dynamo, table, signal);
        const done = await seedShop(dynamo, {
          table,
          tasks,
          events,
          seed,
          faults,
          now,
          signal,
          onProgress: (progress) =>
            context.glance(`${progress.items} items of ${progress.tasks} tasks written …`),
        });
        for (const conflict of faults ? demoConflicts({ seed, now, table }) : []) {
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
      });
    });
}
