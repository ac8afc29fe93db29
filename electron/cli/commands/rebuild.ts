import type { Command } from 'commander';
import type { TableRef } from '#shared/contract/common.ts';
import type { RebuildWhich } from '#shared/contract/rebuild.ts';
import type { ReducerChoice } from '#shared/model/reducerSpec.ts';
import { totalOf, type RebuildTotals } from '#shared/model/rebuild.ts';
import { moduleFrom } from '../../reducers/fileReducer.ts';
import { moduleReducer } from '../../replay/reducers/moduleReducer.ts';
import type { ReducerSource } from '../../replay/reducers/replaySetup.ts';
import type { RebuildListener, Rebuilds } from '../../services/rebuild/rebuilds.ts';
import { withConnection, type CliContext } from '../context.ts';
import { EXIT, wrongUse } from '../exitStatus.ts';
import { globalOptions, wholeNumber } from '../options.ts';
import type { Connected } from '../deps.ts';
import { rebuildsOf, tasksToRebuild, type FoldedTable } from '../rebuilds.ts';
import { ofPlan, ofResult, printTold, toldLine, type Told } from '../rebuildText.ts';
import { statedReducer } from '../statedReducer.ts';
import { streamTableOf } from '../streamTable.ts';

interface LocalOptions {
  readonly all?: true;
  readonly dryRun?: true;
  readonly perSecond?: number;
  readonly resume?: string;
  readonly undo?: string;
  readonly reducer?: string;
}

/** A lost race first, then what could not be rebuilt. */
const statusOf = ({ lost, refused, failed }: Pick<RebuildTotals, 'lost' | 'refused' | 'failed'>): number =>
  lost > 0 ? EXIT.conflict : refused + failed > 0 ? EXIT.findings : EXIT.done;

/** Refuses options that exclude each other. @throws `InvalidInput` */
function checkUse(tasks: readonly string[], { all, dryRun, resume, undo }: LocalOptions): void {
  const ways = [tasks.length > 0, all === true, resume !== undefined, undo !== undefined].filter(Boolean);
  if (ways.length !== 1) {
    throw wrongUse('Name the tasks, or say --all, --resume RUN or --undo RUN: one of them.');
  }
  if (dryRun === true && (resume !== undefined || undo !== undefined)) {
    throw wrongUse('--dry-run goes with tasks or --all only.');
  }
}

/** `rebuild TABLE TASK… | --all`: projections rewritten from the replay. */
export function addRebuild(program: Command, add: (command: Command) => Command, context: CliContext): void {
  add(program.command('rebuild'))
    .description(
      'write the replayed projection of tasks, only if it is still as read and no event came since; exit status 4 when one lost that race',
    )
    .argument('<table>', 'name of the table')
    .argument('[task...]', 'ids of the tasks, without TASK#; of another layout the names of streams')
    .option('--all', 'every task whose projection drifts or is missing')
    .option('--dry-run', 'print what would be written, and write nothing')
    .option('--reducer <file>', 'fold by this reducer (JavaScript or TypeScript) instead of the built-in one')
    .option('--per-second <n>', 'write at most so many a second', wholeNumber(1, 1000))
    .option('--resume <run>', 'go on with a rebuild that ended early')
    .option('--undo <run>', 'put back what a rebuild had replaced, where nobody changed it since')
    .addHelpText('after', '\nExample:\n  $ dynascope rebuild tasks --all --dry-run\n')
    .action(async (table: string, tasks: string[], local: LocalOptions, command: Command) => {
      checkUse(tasks, local);
      const { json, layout } = globalOptions(command);
      const { signal } = context;
      const print = (told: Told): Promise<void> =>
        json ? context.out.line(toldLine(told)) : printTold(context, told, local.undo !== undefined);
      const module = local.reducer === undefined ? undefined : await moduleFrom(local.reducer);
      const own = module === undefined ? undefined : moduleReducer(module, context.deps.sandbox);
      await withConnection(context, command, async (connected) => {
        const streams = await streamTableOf(connected, table, layout, signal);
        const reducer = own ?? statedReducer(streams.reducer, context);
        try {
          await carryOut(
            connected,
            { streams, reducer, source: module ?? sourceOf(streams.reducer) },
            { table, tasks, local },
            context,
            print,
          );
        } finally {
          reducer.close?.();
        }
      });
    });
}

/** A file is run only when it is named. */
const sourceOf = (choice: ReducerChoice): ReducerSource =>
  choice.kind === 'module' ? { kind: 'none' } : choice;

/** Refuses names of tasks that are not there, before anything is written or journalled. @throws `NotFound` */
async function requireTasks(
  { streams: { store } }: FoldedTable,
  rebuilds: Pick<Rebuilds, 'plan'>,
  table: string,
  tasks: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  for (const task of tasks) {
    const { lastSeq, projection } = await store.readHead(task, { signal });
    // A stream of which nothing can be read has neither; only the whole of it tells.
    if (lastSeq === 0 && projection === undefined) {
      await rebuilds.plan({ connection: '', table, task }, signal);
    }
  }
}

/** Tries, rebuilds, goes on or puts back, whichever was asked for. */
async function carryOut(
  connected: Connected,
  folded: FoldedTable,
  {
    table,
    tasks,
    local,
  }: { readonly table: string; readonly tasks: readonly string[]; readonly local: LocalOptions },
  context: CliContext,
  print: (told: Told) => Promise<void>,
): Promise<void> {
  const { signal, say, exit } = context;
  const rebuilds = rebuildsOf(connected, folded, context);
  const ref = { connection: '', table };
  if (local.undo !== undefined) {
    exit(statusOf(await putBack(rebuilds, ref, local.undo, context, print)));
    return;
  }
  const wanted = local.all === true ? await tasksToRebuild(folded, context) : tasks;
  if (local.dryRun === true) {
    for (const task of wanted) await print(ofPlan(await rebuilds.plan({ ...ref, task }, signal)));
  }
  if (wanted.length === 0 && local.resume === undefined) {
    say('No projection drifts or is missing; there is nothing to rebuild.');
    return;
  }
  if (local.dryRun === true) return;
  await requireTasks(folded, rebuilds, table, tasks, signal);
  const emit: RebuildListener['emit'] = async ({ run, task, result }) => {
    if (task === undefined || result === undefined) {
      say(`Journalled as ${run}; undo with: dynascope rebuild ${table} --undo ${run}`);
    } else await print(ofResult(task, result));
  };
  const listener = { signal, emit };
  const which: RebuildWhich = { kind: 'tasks', tasks: [...wanted] };
  const { totals } =
    local.resume === undefined
      ? await rebuilds.run(ref, which, local.perSecond, listener)
      : await rebuilds.resume(ref, local.resume, local.perSecond, listener);
  exit(statusOf(totals));
}

/** Puts back what a run had replaced, and tells how that went: the totals of a run are those of its rebuilding. */
async function putBack(
  rebuilds: Pick<Rebuilds, 'undo'>,
  ref: TableRef,
  run: string,
  { signal, say }: CliContext,
  print: (told: Told) => Promise<void>,
): Promise<Pick<RebuildTotals, 'lost' | 'refused' | 'failed'>> {
  const totals = { written: 0, agrees: 0, lost: 0, refused: 0, failed: 0 };
  const emit: RebuildListener['emit'] = async ({ total, task, result }) => {
    if (task === undefined || result === undefined) {
      say(
        total === 0
          ? `Nothing that ${run} wrote is left to put back.`
          : `Putting back what ${run} had replaced: ${total === 1 ? 'one projection' : `${total} projections`}.`,
      );
      return;
    }
    totals[totalOf(result)] += 1;
    await print(ofResult(task, result));
  };
  await rebuilds.undo(ref, run, undefined, { signal, emit });
  return totals;
}
