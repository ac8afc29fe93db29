import type { Readable } from 'node:stream';
import type { Command } from 'commander';
import { jsonOf } from '#shared/model/plainJson.ts';
import { openPassHere, openSortedPass } from '../../audit/openPass.ts';
import { linePieces } from '../../services/audit/sources/linePieces.ts';
import { DEFAULT_MEMORY_MB, layoutNamed, reducerNamed } from '../auditSetup.ts';
import type { CliContext } from '../context.ts';
import { findingLine } from '../findingLine.ts';
import { wholeNumber } from '../options.ts';
import { runAudit } from '../runAudit.ts';
import { printPartitionKeys } from './partitionKeys.ts';

/** What `audit-partition` is told. */
export interface PartitionOptions {
  readonly layout: string;
  readonly reducer?: string;
  readonly sorted?: true;
  readonly summary?: true;
  readonly keys?: true;
  readonly memory: number;
}

/** Audits the items of `input` and prints a line of JSON a finding. */
export async function auditPartition(
  context: CliContext,
  input: Readable,
  { layout: named, reducer, sorted, summary: summarised, memory }: PartitionOptions,
): Promise<void> {
  const layout = await layoutNamed(named);
  const { signal, out } = context;
  const { summary } = await runAudit(
    context,
    {
      open: (sorted === true ? openSortedPass : openPassHere)(context.deps.sandbox),
      layout,
      reducer: await reducerNamed(reducer, layout),
      memoryMb: memory,
      pieces: linePieces(input, { name: 'Standard input', segment: 0, signal }),
    },
    (finding) => out.line(findingLine(finding)),
  );
  if (summarised === true) await out.line(jsonOf({ summary }));
}

/** `audit-partition`: items in, findings out; for programs that hold the items themselves. */
export function addAuditPartition(
  program: Command,
  _add: (command: Command) => Command,
  context: CliContext,
): void {
  program
    .command('audit-partition')
    .description(
      'audit items from standard input, one a line in DynamoDB JSON, and print one JSON object a finding; all items of a task must be among them. Exit status 0 whatever is found',
    )
    .option('--layout <name|file>', 'the layout of the items', 'task')
    .option(
      '--reducer <name|file>',
      'what folds the events instead of what the layout says: task, none, or a file of yours',
    )
    .option(
      '--sorted',
      'the items are sorted by the UTF-8 bytes of their partition key: findings come at once, and one partition is held at a time; verified',
    )
    .option(
      '--keys',
      'audit nothing: print each line after the id of its stream as JSON and a tab, for bringing the items of a stream together',
    )
    .option('--summary', 'print one more line: {"summary": {"tasks", "events", "items", "findings", …}}')
    .option(
      '--memory <mb>',
      'memory for tasks that have not ended; what is beyond goes to disk',
      wholeNumber(16, 1_000_000),
      DEFAULT_MEMORY_MB,
    )
    .addHelpText(
      'after',
      '\nExample:\n  $ zcat part-0007.json.gz | dynascope audit-partition --layout task\n',
    )
    .action((options: PartitionOptions) =>
      options.keys === true
        ? printPartitionKeys(context, process.stdin, options.layout)
        : auditPartition(context, process.stdin, options),
    );
}
