import type { TableRef, TaskRef } from '#shared/contract/common.ts';
import type { RebuildProgress, RebuildWhich } from '#shared/contract/rebuild.ts';
import { AppError, throwIfCancelled } from '#shared/errors/appError.ts';
import { equalDocuments } from '#shared/model/equality.ts';
import {
  totalOf,
  type RebuildIntent,
  type RebuildPlan,
  type RebuildResult,
  type RebuildRun,
  type RebuildTotals,
} from '#shared/model/rebuild.ts';
import type { RebuildJournal, RebuildLine } from '../../settings/rebuildJournal.ts';
import type { TaskChanges } from '../taskChanges.ts';
import { createPace } from './pace.ts';
import { fieldsIn, planTask, rebuildTask, writtenOf, type RebuildTaskDeps } from './rebuildTask.ts';
import { runOf, runState, type RunState } from './runState.ts';

/** What rebuilds stand on. */
export interface RebuildsDeps extends RebuildTaskDeps {
  readonly journalOf: (connection: string) => RebuildJournal;
  /** Names of an opened list's tasks whose projection drifts. */
  readonly driftingOf: (list: string, signal: AbortSignal) => Promise<readonly string[]>;
  /** Told of every task whose projection was written. */
  readonly changes: Pick<TaskChanges, 'emit'>;
  readonly newId: () => string;
  readonly now: () => Date;
}

/** Who follows a run. */
export interface RebuildListener {
  readonly signal: AbortSignal;
  readonly emit: (progress: RebuildProgress) => Promise<void>;
}

/** Rebuilds of projections. */
export interface Rebuilds {
  plan(ref: TaskRef, signal: AbortSignal): Promise<RebuildPlan>;
  /** @throws the outage that ended it early; the run can go on then */
  run(
    ref: TableRef,
    which: RebuildWhich,
    perSecond: number | undefined,
    listener: RebuildListener,
  ): Promise<RebuildRun>;
  /** @throws as `run`; `NotFound` */
  resume(
    ref: TableRef,
    run: string,
    perSecond: number | undefined,
    listener: RebuildListener,
  ): Promise<RebuildRun>;
  /** @throws as `resume` */
  undo(
    ref: TableRef,
    run: string,
    tasks: readonly string[] | undefined,
    listener: RebuildListener,
  ): Promise<RebuildRun>;
  runs(ref: TableRef): Promise<readonly RebuildRun[]>;
}

/** The line that tells what became of a task. */
type OutcomeLine = Extract<RebuildLine, { kind: 'result' | 'undone' }>;

/** Makes the service that rebuilds projections. */
export function createRebuilds(deps: RebuildsDeps): Rebuilds {
  const running = new Set<string>();

  const stateOf = async (connection: string, run: string): Promise<RunState> => {
    const state = runState(await deps.journalOf(connection).read(run));
    if (state === undefined) {
      throw new AppError('CorruptFile', {
        message: `The journal of the rebuild “${run}” does not say what it was about.`,
        nextStep: 'Begin a new one.',
      });
    }
    return state;
  };

  /** Works through tasks; `work` journals what it does. Whoever cancels, the journal tells how far it came. */
  const through = async (
    ref: TableRef,
    run: string,
    tasks: readonly string[],
    perSecond: number | undefined,
    { signal, emit }: RebuildListener,
    work: (task: TaskRef) => Promise<OutcomeLine>,
  ): Promise<void> => {
    const pace = createPace(perSecond);
    let done = 0;
    let { totals } = runOf(await stateOf(ref.connection, run), true);
    const tell = (told: Pick<RebuildProgress, 'task' | 'result'>): Promise<void> =>
      emit({ run, done, total: tasks.length, totals, ...told });
    await tell({});
    for (const task of tasks) {
      await pace.next(signal);
      throwIfCancelled(signal);
      const line = await work({ ...ref, task });
      await deps.journalOf(ref.connection).append(run, line);
      if (line.result.outcome === 'written') deps.changes.emit({ ...ref, task });
      done += 1;
      totals = counted(totals, line);
      await tell({ task, result: line.result });
    }
  };

  const alone = async (ref: TableRef, run: string, work: () => Promise<void>): Promise<RebuildRun> => {
    await deps.journalOf(ref.connection).exclusively(run, async () => {
      running.add(run);
      try {
        await work();
      } finally {
        running.delete(run);
      }
    });
    return runOf(await stateOf(ref.connection, run), false);
  };

  const carryOn = (
    ref: TableRef,
    run: string,
    perSecond: number | undefined,
    listener: RebuildListener,
  ): Promise<RebuildRun> =>
    alone(ref, run, async () => {
      const journal = deps.journalOf(ref.connection);
      const { head, results, intents } = await stateOf(ref.connection, run);
      const left = head.tasks.filter((task) => !results.has(task));
      await through(ref, run, left, perSecond, listener, async (task) => {
        const begun = intents.get(task.task);
        const found = begun === undefined ? undefined : await foundWritten(task, begun, listener.signal);
        const result =
          found ??
          (await rebuildTask(deps, task, {
            writeId: deps.newId(),
            signal: listener.signal,
            onIntent: (intent) => journal.append(run, { kind: 'intent', intent }),
          }));
        return { kind: 'result', task: task.task, result };
      });
      await journal.append(run, { kind: 'end', at: deps.now().toISOString() });
    });

  /** Whether a write whose result nobody journalled lies there. */
  const foundWritten = (
    ref: TaskRef,
    intent: RebuildIntent,
    signal: AbortSignal,
  ): Promise<RebuildResult | undefined> =>
    deps.withProjections(ref, async (store) => {
      const item = await store.read(intent, signal);
      if (item === undefined || !equalDocuments(item, intent.after)) return undefined;
      const before = intent.before === undefined ? null : fieldsIn(intent.before, shownBy(intent));
      return { outcome: 'written', before, after: fieldsIn(item, shownBy(intent)) };
    });

  return {
    plan: (ref, signal) => planTask(deps, ref, signal),

    async run(ref, which, perSecond, listener) {
      const tasks =
        which.kind === 'tasks'
          ? [...new Set(which.tasks)]
          : await deps.driftingOf(which.list, listener.signal);
      const run = deps.newId();
      await deps.journalOf(ref.connection).append(run, {
        kind: 'run',
        run,
        at: deps.now().toISOString(),
        table: ref.table,
        tasks: [...tasks],
      });
      return carryOn(ref, run, perSecond, listener);
    },

    resume: carryOn,

    undo: (ref, run, tasks, listener) =>
      alone(ref, run, async () => {
        const { intents, results, undone } = await stateOf(ref.connection, run);
        const wanted = tasks === undefined ? undefined : new Set(tasks);
        const names = [...intents.keys()]
          .filter((task) => results.get(task)?.outcome === 'written' && !undone.has(task))
          .filter((task) => wanted?.has(task) ?? true)
          .reverse();
        await through(ref, run, names, undefined, listener, async (task) => {
          const intent = intents.get(task.task);
          if (intent === undefined) throw new AppError('Internal', { message: 'Undone without an intent.' });
          const result = await takeBack(deps, task, intent, listener.signal);
          return { kind: 'undone', task: task.task, result };
        });
      }),

    async runs(ref) {
      const journal = deps.journalOf(ref.connection);
      const states = await Promise.all(
        (await journal.runs()).map(async (run) => runState(await journal.read(run).catch(() => []))),
      );
      return states
        .flatMap((state) =>
          state?.head.table === ref.table ? [runOf(state, running.has(state.head.run))] : [],
        )
        .sort((a, b) => (a.at < b.at ? 1 : -1));
    },
  };
}

const counted = (totals: RebuildTotals, { kind, result }: OutcomeLine): RebuildTotals => {
  const name = kind === 'result' ? totalOf(result) : 'undone';
  return kind === 'undone' && result.outcome !== 'written' ? totals : { ...totals, [name]: totals[name] + 1 };
};

const shownBy = ({ key, mark }: RebuildIntent) => ({ key, mark });

/** Puts back what a rebuild had replaced. */
async function takeBack(
  deps: RebuildTaskDeps,
  ref: TaskRef,
  intent: RebuildIntent,
  signal: AbortSignal,
): Promise<RebuildResult> {
  const { table, key, mark, before, after } = intent;
  const writeId = `${intent.writeId}-undo`;
  const outcome = await deps.withProjections(ref, (store) =>
    store.restore({ table, key, mark, before, after, writeId, signal }),
  );
  const shown = shownBy(intent);
  return writtenOf(outcome, fieldsIn(after, shown), (item) =>
    item === undefined ? null : fieldsIn(item, shown),
  );
}
