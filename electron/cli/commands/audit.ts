import { stat } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import { AppError } from '#shared/errors/appError.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { openPassHere } from '../../audit/openPass.ts';
import { filePieces, openExport } from '../../services/audit/sources/exportPieces.ts';
import type { AuditPieces } from '../../services/audit/sources/auditPiece.ts';
import { planOf, tablePieces } from '../../services/audit/sources/tablePieces.ts';
import { DEFAULT_MEMORY_MB, layoutNamed, layoutOfTable, reducerNamed } from '../auditSetup.ts';
import { withConnection, type CliContext } from '../context.ts';
import type { Connected } from '../deps.ts';
import { EXIT, wrongUse } from '../exitStatus.ts';
import { globalOptions, wholeNumber } from '../options.ts';
import { FORMATS, openReport, type Format } from '../reports/openReport.ts';
import { runAudit, type CliAudited } from '../runAudit.ts';

interface LocalOptions {
  readonly export?: string;
  readonly file?: string;
  readonly reducer?: string;
  readonly maxUnits?: number;
  readonly unitsPerSecond?: number;
  readonly segments?: number;
  readonly memory: number;
  readonly format?: Format;
  readonly output?: string;
}

/** What is to be audited. */
interface Audited {
  readonly name: string;
  readonly layout: LayoutFile;
  readonly pieces: AuditPieces;
  /** Items that it says to hold; undefined: not told for certain. */
  readonly items: number | undefined;
}

/** Runs the audit of one thing and writes its report. */
async function report(
  context: CliContext,
  { name, layout, pieces, items }: Audited,
  local: LocalOptions,
  json: boolean,
): Promise<CliAudited> {
  const reducer = await reducerNamed(local.reducer, layout);
  const written = await openReport(context, {
    audited: name,
    version: context.deps.version,
    startedAt: new Date(context.deps.now()).toISOString(),
    format: local.format ?? (json ? 'json' : 'text'),
    file: local.output,
  });
  try {
    const { maxUnits, unitsPerSecond, memory: memoryMb } = local;
    const open = openPassHere(context.deps.sandbox);
    const audit = { open, layout, reducer, pieces, maxUnits, unitsPerSecond, memoryMb };
    const audited = await runAudit(context, audit, written.add);
    await written.end(audited.summary, audited.complete);
    if (items !== undefined && audited.summary.items !== items) {
      throw new AppError('CorruptFile', {
        message: `The manifest tells of ${items} items; ${audited.summary.items} were in the files.`,
        nextStep: 'Copy the whole export again: what is missing looks like missing events.',
      });
    }
    return audited;
  } finally {
    await written.close();
  }
}

async function ofTable(
  context: CliContext,
  { dynamo }: Connected,
  table: string,
  named: string | undefined,
  { segments, unitsPerSecond }: LocalOptions,
): Promise<Audited> {
  const { signal } = context;
  const layout = await layoutOfTable(dynamo, table, named, signal);
  const elsewhere = layout.projections.flatMap((rule) => rule.table ?? []);
  if (elsewhere.length > 0) {
    context.say(
      `Warning: projections of this layout lie in ${elsewhere.join(', ')}, which is not read: every stream will look like one without a projection.`,
    );
  }
  const { items, bytes } = await dynamo.describeTable(table, { signal });
  const plan = await planOf(dynamo, { items, bytes, segments, unitsPerSecond });
  return { name: table, layout, pieces: tablePieces(dynamo, { table, plan }, signal), items: undefined };
}

async function ofFiles(
  context: CliContext,
  local: LocalOptions,
  named: string | undefined,
): Promise<Audited> {
  const layout = await layoutNamed(named ?? 'task');
  const { signal } = context;
  if (local.export !== undefined) {
    const { files, items } = await openExport(local.export);
    return { name: local.export, layout, pieces: filePieces(files, signal), items };
  }
  const file = local.file ?? '';
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) throw wrongUse(`There is no file ${file}.`, 'Check its name.');
  return { name: file, layout, pieces: filePieces([file], signal), items: undefined };
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
      '\nExamples:\n  $ dynascope audit tasks --units-per-second 200\n  $ dynascope audit --export ./AWSDynamoDB/01693685827463-2d8752fd --format sarif --output audit.sarif\n  $ dynascope audit --file items.json.gz --layout castore --json\n',
    )
    .action(async (table: string | undefined, local: LocalOptions, command: Command) => {
      const named = [table, local.export, local.file].filter((text) => text !== undefined);
      if (named.length !== 1)
        throw wrongUse('Name a table, or --export FOLDER, or --file FILE: one of them.');
      const { json, layout } = globalOptions(command);
      const { complete, errors, summary } =
        table === undefined
          ? await report(context, await ofFiles(context, local, layout), local, json)
          : await withConnection(context, command, async (connected) =>
              report(context, await ofTable(context, connected, table, layout, local), local, json),
            );
      if (!complete) {
        context.say(
          `The audit ended at its ceiling, after ${Math.round(summary.units)} read units: tasks that were not read to their end are not judged.`,
        );
      }
      if (summary.items > 0 && summary.tasks === 0 && complete) {
        context.say('None of the items belongs to a task of this layout. Name another one with --layout.');
      }
      if (errors > 0 || !complete) context.exit(EXIT.findings);
    });
}
