import type { Command } from 'commander';
import { toErrorData } from '#shared/errors/appError.ts';
import type { KeySchema, TableDescription } from '#shared/model/layout.ts';
import { jsonOf } from '#shared/model/plainJson.ts';
import { describeTable } from '../../layouts/describe.ts';
import { createColumns } from '../columns.ts';
import { withConnection, type CliContext } from '../context.ts';
import { EXIT } from '../exitStatus.ts';
import { globalOptions } from '../options.ts';
import { visible } from '../words.ts';

const keyText = ({ hash, range }: KeySchema): string =>
  [hash, range].flatMap((part) => (part === undefined ? [] : [`${part.name} ${part.type}`])).join(', ');

/** `tables`: every table with items, key, indexes and detected layout. */
export function addTables(program: Command, add: (command: Command) => Command, context: CliContext): void {
  add(program.command('tables'))
    .description('list the tables with their item counts, keys, indexes and detected layouts')
    .addHelpText('after', '\nExample:\n  $ dynascope tables --profile staging --json\n')
    .action(async (_local: unknown, command: Command) => {
      const { json } = globalOptions(command);
      await withConnection(context, command, async ({ dynamo }) => {
        const names = await dynamo.listTables({ signal: context.signal });
        const columns = createColumns(context.out, context.paint, [
          { title: 'TABLE' },
          { title: 'ITEMS', align: 'right' },
          { title: 'LAYOUT' },
          { title: 'KEY' },
          { title: 'INDEXES' },
        ]);
        for (const name of names) {
          context.glance(`Describing ${name} …`);
          try {
            const found = await describeTable(dynamo, name, { signal: context.signal });
            if (json) await context.out.line(jsonOf(found));
            else await columns.row(rowOf(found));
          } catch (error) {
            if (context.signal.aborted) throw error;
            context.say(`${visible(name)} could not be described: ${toErrorData(error).message}`);
            context.exit(EXIT.noConnection);
          }
        }
        await columns.end();
        if (names.length === 0) context.say(`There are no tables at ${dynamo.endpoint}. ${NO_TABLES}`);
      });
    });
}

const NO_TABLES =
  'Tables belong to a region and an account; a local engine may keep them apart by access key too.';

const rowOf = ({ table, items, layout, key, indexes }: TableDescription) => [
  { text: table, tone: 'bold' as const },
  String(items),
  layout,
  keyText(key),
  indexes.map((index) => index.name).join(', '),
];

/** `describe TABLE`: one table in full. */
export function addDescribe(program: Command, add: (command: Command) => Command, context: CliContext): void {
  add(program.command('describe'))
    .description('describe one table: item count, key, indexes, TTL attribute and detected layout')
    .argument('<table>', 'name of the table')
    .addHelpText('after', '\nExample:\n  $ dynascope describe tasks\n')
    .action(async (table: string, _local: unknown, command: Command) => {
      const { json } = globalOptions(command);
      await withConnection(context, command, async ({ dynamo }) => {
        const found = await describeTable(dynamo, table, { signal: context.signal });
        if (json) return context.out.line(jsonOf(found));
        const lines: readonly (readonly [string, string])[] = [
          ['Table', found.table],
          ['Status', found.status],
          ['Layout', found.layout],
          ['Items', String(found.items)],
          ['Bytes', String(found.bytes)],
          ['Key', keyText(found.key)],
          ['TTL', found.ttlAttribute ?? 'none'],
          ...found.indexes.map(
            (index) => [`Index`, `${index.name} (${index.kind}): ${keyText(index.key)}`] as const,
          ),
        ];
        for (const [name, value] of lines) {
          await context.out.line(`${context.paint('dim', name.padEnd(8))} ${visible(value)}`);
        }
      });
    });
}
