import { Option, type Command } from 'commander';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { DEFAULT_MEMORY_MB, reducerNamed } from '../auditSetup.ts';
import { filesAudited, tableAudited, type Audited, type SourceOptions } from '../auditSources.ts';
import { savedLayout, withConnection, type CliContext } from '../context.ts';
import { EXIT, wrongUse } from '../exitStatus.ts';
import { globalOptions, wholeNumber, type GlobalOptions } from '../options.ts';
import { FORMATS, openReport, type Format } from '../reports/openReport.ts';
import { runAudit, type CliAudited } from '../runAudit.ts';

interface LocalOptions extends SourceOptions {
  readonly reducer?: string;
  readonly memory: number;
  readonly format?: Format;
  readonly output?: string;
}

const collect = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

/** What a stream is called: only those that the layout `task` reads are tasks. */
const entryOf = ({ name }: LayoutFile) => (name === 'task' ? 'task' : 'stream');

/** Options that say how a table is read, which no file is. */
const OF_TABLES = [
  ['maxUnits', '--max-units'],
  ['unitsPerSecond', '--units-per-second'],
  ['segments', '--segments'],
] as const satisfies readonly (readonly [keyof SourceOptions, string])[];

/** Options that say where a table lies; of files, only where a layout of that name may be kept. */
const OF_CONNECTIONS = [
  'endpoint',
  'region',
  'profile',
  'connection',
] as const satisfies readonly (keyof GlobalOptions)[];

/** @throws `InvalidInput` for an option that would be left out of account */
function requireFit(table: string | undefined, local: LocalOptions, global: GlobalOptions): void {
  if (table !== undefined && local.projections !== undefined) {
    throw wrongUse(
      '--projections goes with --export or --file.',
      'Of a table, the layout itself names the tables that projections lie in.',
    );
  }
  const given = OF_TABLES.filter(([name]) => local[name] !== undefined).map(([, option]) => option);
  if (table === undefined && given.length > 0) {
    throw wrongUse(
      `${given.join(' and ')} ${given.length === 1 ? 'goes' : 'go'} with a table.`,
      'Files consume no read units and have no segments.',
    );
  }
  const place = OF_CONNECTIONS.find((name) => global[name] !== undefined);
  if (table === undefined && place !== undefined && global.layout === undefined) {
    throw wrongUse(
      `--${place} goes with a table.`,
      'No server is asked about files. To use a layout saved beside a connection, name it with --layout.',
    );
  }
}

/** Runs the audit of one thing and writes its report. */
async function report(
  context: CliContext,
  { name, layout, pieces, fileOf, verify }: Audited,
  local: LocalOptions,
  json: boolean,
): Promise<CliAudited & { readonly entry: string }> {
  const reducer = await reducerNamed(local.reducer, layout);
  const entry = entryOf(layout);
  const written = await openReport(context, {
    audited: name,
    entry,
    version: context.deps.version,
    startedAt: new Date(context.deps.now()).toISOString(),
    format: local.format ?? (json ? 'json' : 'text'),
    file: local.output,
  });
  try {
    const { maxUnits, unitsPerSecond, memory: memoryMb } = local;
    const audit = {
      open: context.deps.openPass,
      layout,
      reducer,
      pieces,
      fileOf,
      maxUnits,
      unitsPerSecond,
      memoryMb,
    };
    const audited = await runAudit(context, audit, written.add);
    await written.end(audited.summary, audited.complete);
    verify(audited.counted);
    if (reducer.kind === 'none') {
      context.say(
        'Nothing folded the events: projections were not compared with them, and invariants were not checked.',
      );
    }
    if (!audited.complete) {
      context.say(
        `The audit ended at its ceiling, after ${Math.round(audited.summary.units)} read units (a page under way is read to its end): ${entry}s that were not read to their end are not judged.`,
      );
    }
    return { ...audited, entry };
  } finally {
    await written.close();
  }
}

/** `audit [TABLE]`: every finding of a table, an export or a file. */
export function addAudit(program: Command, add: (command: Command) => Command, context: CliContext): void {
  add(program.command('audit'))
    .description(
      'replay every task of a table, of an export to S3 or of a file, and tell everything that is wrong; exit status 1 when something is an error, or not everything was read',
    )
    .argument('[table]', 'name of the table')
    .option('--export <folder>', 'the folder of a full export to S3 instead (DynamoDB JSON)')
    .option('--file <file>', 'a file of items instead, one a line in DynamoDB JSON, gzip or not')
    .option(
      '--projections <path>',
      'with --export or --file: the export or file of the table that the layout says projections lie in; table=path where it names several, once for each',
      collect,
    )
    .option(
      '--reducer <name|file>',
      'what folds the events instead of what the layout says: task, none, or a file of yours',
    )
    .option('--max-units <n>', 'end when so many read units are consumed', wholeNumber(1))
    .option(
      '--units-per-second <n>',
      'consume at most so many read units a second',
      wholeNumber(1, 1_000_000),
    )
    .option('--segments <n>', 'parallel segments of the scan', wholeNumber(1, 1000))
    .option(
      '--memory <mb>',
      'memory for tasks that have not ended; what is beyond goes to disk',
      wholeNumber(16, 1_000_000),
      DEFAULT_MEMORY_MB,
    )
    .addOption(new Option('--format <format>', 'how the report is written').choices(FORMATS))
    .option('--output <file>', 'where the report is written, instead of standard output')
    .addHelpText(
      'after',
      '\nExamples:\n  $ dynascope audit tasks --units-per-second 200\n  $ dynascope audit --export ./AWSDynamoDB/01693685827463-2d8752fd --format sarif --output audit.sarif\n  $ dynascope audit --file items.json.gz --layout castore --json\n  $ dynascope audit --export ./journal --layout j5ik2o --projections ./snapshot\n',
    )
    .action(async (table: string | undefined, local: LocalOptions, command: Command) => {
      const named = [table, local.export, local.file].filter((text) => text !== undefined);
      if (named.length !== 1)
        throw wrongUse('Name a table, or --export FOLDER, or --file FILE: one of them.');
      const global = globalOptions(command);
      const { json, layout } = global;
      requireFit(table, local, global);
      if (json && local.format !== undefined && local.format !== 'json') {
        throw wrongUse(
          `--json and --format ${local.format} contradict each other.`,
          'Leave one of them out.',
        );
      }
      const saved = savedLayout(context, command);
      const { complete, errors, summary, entry } =
        table === undefined
          ? await report(context, await filesAudited(context, local, layout, saved), local, json)
          : await withConnection(context, command, async (connected) =>
              report(context, await tableAudited(context, connected, table, layout, local), local, json),
            );
      if (errors > 0 || !complete) context.exit(EXIT.findings);
      // Whatever the reader meant, it was not this: a green pipeline would hide it for ever.
      if (summary.items > 0 && summary.tasks === 0 && complete) {
        throw wrongUse(
          `None of the items belongs to a ${entry} of this layout, so nothing was audited.`,
          'Name another one with --layout.',
        );
      }
    });
}
