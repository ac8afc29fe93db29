import { Option, type Command } from 'commander';
import { jsonOf } from '#shared/model/plainJson.ts';
import { BUILT_IN_LAYOUTS, streamLayoutOf } from '../../layouts/streams/builtInLayouts.ts';
import { createColumns } from '../columns.ts';
import type { CliContext } from '../context.ts';
import { wrongUse } from '../exitStatus.ts';
import { globalOptions, wholeNumber } from '../options.ts';
import { visible } from '../words.ts';
import { checkLayoutFile } from './layoutCheck.ts';

const keyText = ({ key }: (typeof BUILT_IN_LAYOUTS)[number]): string =>
  [key.partition, ...(key.sort === undefined ? [] : [key.sort])]
    .map(({ name, type }) => `${name} ${type}`)
    .join(', ');

function addList(layout: Command, context: CliContext): void {
  layout
    .command('list')
    .description('list the layout files that come with this program')
    .option('--json', 'print one JSON object a line, and nothing else, on stdout')
    .addHelpText('after', '\nExample:\n  $ dynascope layout list\n')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const columns = createColumns(context.out, context.paint, [
        { title: 'LAYOUT' },
        { title: 'KEY' },
        { title: 'DESCRIPTION' },
      ]);
      for (const file of BUILT_IN_LAYOUTS) {
        const { name, title, description, source } = file;
        if (json === true)
          await context.out.line(jsonOf({ name, title, description, source, key: file.key }));
        else await columns.row([{ text: name, tone: 'bold' }, keyText(file), description ?? '']);
      }
      await columns.end();
    });
}

function addShow(layout: Command, context: CliContext): void {
  layout
    .command('show')
    .description('print a layout file that comes with this program, to be changed for tables of your own')
    .argument('<name>', 'its name, as listed')
    .option('--json', 'print it on one line')
    .addHelpText('after', '\nExample:\n  $ dynascope layout show castore > mine.json\n')
    .action(async (name: string, { json }: { readonly json?: boolean }) => {
      const file = streamLayoutOf(name);
      if (file === undefined) {
        const known = BUILT_IN_LAYOUTS.map((each) => each.name).join(', ');
        throw wrongUse(`There is no layout “${visible(name)}”.`, `Known are ${known}.`);
      }
      if (json === true) return context.out.line(jsonOf(file));
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
  addList(layout, context);
  addShow(layout, context);
  addCheck(layout, add, context);
}
