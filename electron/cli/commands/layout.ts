import { Option, type Command } from 'commander';
import { jsonOf } from '#shared/model/plainJson.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { BUILT_IN_LAYOUTS } from '../../layouts/streams/builtInLayouts.ts';
import { createColumns } from '../columns.ts';
import type { CliContext } from '../context.ts';
import { wrongUse } from '../exitStatus.ts';
import { choiceOf, globalOptions, wholeNumber } from '../options.ts';
import { visible } from '../words.ts';
import { checkLayoutFile } from './layoutCheck.ts';

const keyText = ({ key }: LayoutFile): string =>
  [key.partition, ...(key.sort === undefined ? [] : [key.sort])]
    .map(({ name, type }) => `${name} ${type}`)
    .join(', ');

/** The layouts that can be named, each with whether the reader saved it. */
async function namedLayouts(
  { deps, say }: CliContext,
  command: Command,
): Promise<readonly { readonly file: LayoutFile; readonly saved: boolean }[]> {
  const mine = (await deps.savedLayouts?.(choiceOf(globalOptions(command)), say)) ?? [];
  return [
    ...BUILT_IN_LAYOUTS.map((file) => ({ file, saved: false })),
    ...mine.map((file) => ({ file, saved: true })),
  ];
}

function addList(layout: Command, add: (command: Command) => Command, context: CliContext): void {
  add(layout.command('list'))
    .description('list the layouts that come with this program, and those saved beside the connection')
    .addHelpText('after', '\nExample:\n  $ dynascope layout list --connection staging\n')
    .action(async (_local: unknown, command: Command) => {
      const { json } = globalOptions(command);
      const columns = createColumns(context.out, context.paint, [
        { title: 'LAYOUT' },
        { title: 'FROM' },
        { title: 'KEY' },
        { title: 'DESCRIPTION' },
      ]);
      for (const { file, saved } of await namedLayouts(context, command)) {
        const { name, title, description, source, key } = file;
        if (json) await context.out.line(jsonOf({ name, title, description, source, key, saved }));
        else {
          const from = saved ? 'saved' : 'built in';
          await columns.row([{ text: name, tone: 'bold' }, from, keyText(file), description ?? '']);
        }
      }
      await columns.end();
    });
}

function addShow(layout: Command, add: (command: Command) => Command, context: CliContext): void {
  add(layout.command('show'))
    .description('print a layout file, as it is or to be changed for tables of your own')
    .argument('<name>', 'its name, as listed')
    .addHelpText('after', '\nExample:\n  $ dynascope layout show castore > mine.json\n')
    .action(async (name: string, _local: unknown, command: Command) => {
      const { json } = globalOptions(command);
      const all = await namedLayouts(context, command);
      const file = all.find((each) => each.file.name === name)?.file;
      if (file === undefined) {
        const known = all.map((each) => each.file.name).join(', ');
        throw wrongUse(`There is no layout “${visible(name)}”.`, `Known are ${known}.`);
      }
      if (json) return context.out.line(jsonOf(file));
      for (const line of JSON.stringify(file, null, 2).split('\n')) await context.out.line(line);
    });
}

/** Items looked at unless told. */
const SAMPLE = 1000;

function addCheck(layout: Command, add: (command: Command) => Command, context: CliContext): void {
  add(layout.command('check'))
    .description('check a layout file, and with --table what it makes of the items of a table')
    .argument('<file>', 'the layout file')
    .addOption(new Option('--table <table>', 'read items of this table by it'))
    .addOption(
      new Option('--items <count>', 'how many items to read at most')
        .argParser(wholeNumber(1))
        .default(SAMPLE),
    )
    .addHelpText(
      'after',
      `
Exit status: 0 when all is well; 1 when the file has problems, or items cannot be read by it; 2 wrong use.

Example:
  $ dynascope layout check mine.json --table orders --profile staging
`,
    )
    .action(
      async (file: string, local: { readonly table?: string; readonly items: number }, command: Command) => {
        const { json } = globalOptions(command);
        await checkLayoutFile(context, command, { file, json, table: local.table, items: local.items });
      },
    );
}

/** `layout list`, `layout show`, `layout check`: the files that say how a table holds streams of events. */
export function addLayout(program: Command, add: (command: Command) => Command, context: CliContext): void {
  const layout = program
    .command('layout')
    .description('layout files, which say how a table holds streams of events: list, show, check')
    .addHelpText('after', '\nExample:\n  $ dynascope layout check mine.json --table orders\n');
  addList(layout, add, context);
  addShow(layout, add, context);
  addCheck(layout, add, context);
}
