import type { Command } from 'commander';
import type { RebuildProgress, RebuildWhich } from '#shared/contract/rebuild.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { objectToken, plainJsonOf, stringToken } from '#shared/model/plainJson.ts';
import type { RebuildPlan, RebuildResult, RebuildTotals } from '#shared/model/rebuild.ts';
import { fileReducer } from '../../reducers/fileReducer.ts';
import { withConnection, type CliContext } from '../context.ts';
import { EXIT, wrongUse } from '../exitStatus.ts';
import { globalOptions, wholeNumber } from '../options.ts';
import type { Connected } from '../deps.ts';
import { driftingTasks, rebuildsOf, type FoldedTable } from '../rebuilds.ts';
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

type Outcome = RebuildPlan['kind'] | RebuildResult['outcome'];

/** What is printed of one task. */
interface Told {
  readonly task: string;
  readonly before: AttributeMap | null;
  readonly after: AttributeMap | null;
  readonly written: boolean;
  readonly outcome: Outcome;
}

const line = ({ task, before, after, written, outcome }: Told): string =>
  objectToken([
    ['task', stringToken(task)],
    ['before', before === null ? 'null' : plainJsonOf(before)],
    ['after', after === null ? 'null' : plainJsonOf(after)],
    ['written', String(written)],
    ['outcome', stringToken(outcome)],
  ]);

const ofPlan = (plan: RebuildPlan): Told => {
  const { task, kind } = plan;
  const rewrite = kind === 'rewrite' ? plan : { before: null, after: null };
  return { task, before: rewrite.before, after: rewrite.after, written: false, outcome: kind };
};

const ofResult = (task: string, result: RebuildResult): Told =>
  result.outcome === 'written'
    ? { task, ...result, written: true }
    : { task, before: null, after: null, written: false, outcome: result.outcome };

/** What became of a task, in words that follow its id. */
const WORDS = {
  written: 'rebuilt',
  rewrite: 'would be rebuilt',
  agrees: 'agrees with its events; nothing to do',
  impossible: 'cannot be rebuilt: it has no events',
  damaged: 'is left alone: events are missing, doubled or cannot be read',
  projectionChanged: 'not written: somebody changed the projection meanwhile',
  eventsCame: 'not written: an event came meanwhile',
  unknown: 'may have been written or not: the answer got lost',
  failed: 'failed',
} as const satisfies Record<Outcome, string>;

/** A lost race first, then what could not be rebuilt. */
const statusOf = ({ lost, refused, failed }: RebuildTotals): number =>
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
    .option('--all', 'every task whose projection drifts')
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
        context.out.line(json ? line(told) : `${told.task}  ${WORDS[told.outcome]}`);
      const own =
        local.reducer === undefined ? undefined : await fileReducer(local.reducer, context.deps.sandbox);
      await withConnection(context, command, async (connected) => {
        const streams = await streamTableOf(connected, table, layout, signal);
        const reducer = own ?? statedReducer(streams.reducer, context);
        try {
          await carryOut(connected, { streams, reducer }, { table, tasks, local }, context, print);
        } finally {
          reducer.close?.();
        }
      });
    });
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
  const { signal } = context;
  const rebuilds = rebuildsOf(connected, folded, context);
  const ref = { connection: '', table };
  const wanted = local.all === true ? await driftingTasks(folded, context) : tasks;
  if (local.dryRun === true) {
    for (const task of wanted) await print(ofPlan(await rebuilds.plan({ ...ref, task }, signal)));
    return;
  }
  const emit = async ({ run, task, result }: RebuildProgress): Promise<void> => {
    if (task === undefined || result === undefined) {
      context.say(`Journalled as ${run}; undo with: dynascope rebuild ${table} --undo ${run}`);
    } else await print(ofResult(task, result));
  };
  const listener = { signal, emit };
  if (wanted.length === 0 && local.resume === undefined && local.undo === undefined) {
    context.say('No projection drifts; there is nothing to rebuild.');
    return;
  }
  const which: RebuildWhich = { kind: 'tasks', tasks: [...wanted] };
  const { totals } =
    local.undo !== undefined
      ? await rebuilds.undo(ref, local.undo, undefined, listener)
      : local.resume !== undefined
        ? await rebuilds.resume(ref, local.resume, local.perSecond, listener)
        : await rebuilds.run(ref, which, local.perSecond, listener);
  context.exit(statusOf(totals));
}
