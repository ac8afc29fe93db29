import type { Command } from 'commander';
import { jsonOf } from '#shared/model/plainJson.ts';
import { PLANTED } from '../../demo/planted/ids.ts';
import { SEEDED_LAYOUTS, seedLayout, type SeededLayout } from '../../demo/seedLayout.ts';
import { DEFAULT_EVENTS, DEFAULT_SEED, DEFAULT_TASKS } from '../../demo/shop.ts';
import { TASK_TABLE } from '../../layouts/definitions.ts';
import { initTables } from '../../layouts/initTables.ts';
import { withConnection, type CliContext } from '../context.ts';
import type { Connected } from '../deps.ts';
import { wrongUse } from '../exitStatus.ts';
import { globalOptions, time, wholeNumber } from '../options.ts';
import { seedTasks } from './seedTasks.ts';

interface SeedArguments {
  readonly tasks: number;
  readonly events: number;
  readonly faults?: boolean;
  readonly seed: string;
  readonly table: string;
  readonly prefix: string;
  readonly now?: number;
}

const LAYOUTS = ['task', ...SEEDED_LAYOUTS] as const;

const layoutsOf = (name: string | undefined): readonly (typeof LAYOUTS)[number][] => {
  if (name === undefined) return ['task'];
  if (name === 'all') return LAYOUTS;
  const known = LAYOUTS.find((layout) => layout === name);
  if (known !== undefined) return [known];
  throw wrongUse(
    `There is no demonstration data of the layout “${name}”.`,
    `There is some of the layouts ${LAYOUTS.join(', ')}, and all.`,
  );
};

/** Writes the items of one layout into its tables, which are created when they are missing. */
async function seedOthers(
  context: CliContext,
  { dynamo }: Connected,
  layout: SeededLayout,
  {
    json,
    ...options
  }: { readonly seed: string; readonly now: number; readonly prefix: string; readonly json: boolean },
): Promise<void> {
  const { signal } = context;
  await initTables(dynamo, { layout, prefix: options.prefix, signal });
  const { items, skipped } = await seedLayout(dynamo, layout, {
    ...options,
    signal,
    onProgress: (progress) => context.glance(`${progress.items} items of the layout ${layout} written …`),
  });
  if (json) await context.out.line(jsonOf({ layout, items, skipped }));
  else await context.out.line(`${items} items of the layout ${layout} written.`);
  if (skipped > 0) context.say(`${skipped} items were there already and were left as they are.`);
}

/** `seed`: writes demonstration data, reproducible by seed and time. */
export function addSeed(program: Command, add: (command: Command) => Command, context: CliContext): void {
  add(program.command('seed'))
    .description(
      'write demonstration data: the tasks of a shop, or with --layout that of another layout, or all. ' +
        'What is there already is left alone and counted',
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
    .option('--table <name>', 'table to write tasks to; created when it is missing', TASK_TABLE.table)
    .option('--prefix <text>', 'put this before the table names of the other layouts', '')
    .addHelpText(
      'after',
      '\nThe id of a task is its kind, its day and a count, so another --seed gives mostly the same ids:\nfor other data beside the first, name another --table.\n' +
        '\nExamples:\n  $ dynascope seed --tasks 1000 --faults --seed 42 --now 2026-11-21T12:00:00Z\n  $ dynascope seed --layout all\n',
    )
    .action(async (local: SeedArguments, command: Command) => {
      const { json, layout } = globalOptions(command);
      const layouts = layoutsOf(layout);
      const { table, tasks, events, seed, prefix, faults = false, now = context.deps.now() } = local;
      await withConnection(context, command, async (connected) => {
        for (const each of layouts) {
          if (each === 'task') {
            await seedTasks(context, connected, { table, tasks, events, seed, faults, now, json });
          } else await seedOthers(context, connected, each, { seed, now, prefix, json });
        }
      });
    });
}
