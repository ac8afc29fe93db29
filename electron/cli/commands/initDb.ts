import type { Command } from 'commander';
import { jsonOf } from '#shared/model/plainJson.ts';
import { KNOWN_LAYOUTS, type KnownLayout } from '../../layouts/definitions.ts';
import { initTables, type InitializedTable } from '../../layouts/initTables.ts';
import { withConnection, type CliContext } from '../context.ts';
import { wrongUse } from '../exitStatus.ts';
import { globalOptions } from '../options.ts';

const layoutOf = (name: string | undefined): KnownLayout | 'all' => {
  if (name === undefined) return 'task';
  const known = [...KNOWN_LAYOUTS, 'all' as const].find((layout) => layout === name);
  if (known !== undefined) return known;
  throw wrongUse(`There is no layout “${name}”.`, `Known are ${KNOWN_LAYOUTS.join(', ')}, and all.`);
};

const stateOf = ({ created, differences }: InitializedTable): string => {
  if (created) return 'created';
  return differences.length === 0 ? 'was there already' : 'is there, built otherwise: left as it is';
};

/** `init-db`: creates the tables of a layout that are missing, and tells which were there. */
export function addInitDb(program: Command, add: (command: Command) => Command, context: CliContext): void {
  add(program.command('init-db'))
    .description(
      'create the tables of a layout (task, unless --layout says otherwise; or all) that are missing',
    )
    .argument('[layout]', 'the same as --layout')
    .option('--prefix <text>', 'put this before every table name', '')
    .addHelpText('after', '\nExample:\n  $ dynascope init-db --layout all --prefix dev-\n')
    .action(async (named: string | undefined, local: { readonly prefix: string }, command: Command) => {
      const { json, layout: name } = globalOptions(command);
      if (named !== undefined && name !== undefined && named !== name) {
        throw wrongUse('Two different layouts are named.', 'Name one, or all.');
      }
      const layout = layoutOf(name ?? named);
      await withConnection(context, command, async ({ dynamo }) => {
        const lines: Promise<void>[] = [];
        const { signal } = context;
        const onTable = (done: InitializedTable): void => {
          const { table, created, differences } = done;
          const told = differences.length === 0 ? { table, created } : { table, created, differences };
          lines.push(context.out.line(json ? jsonOf(told) : `${table}  ${stateOf(done)}`));
        };
        try {
          await initTables(dynamo, { layout, prefix: local.prefix, signal, onTable });
        } finally {
          await Promise.all(lines);
        }
      });
    });
}
