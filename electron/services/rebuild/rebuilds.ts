import type { TableRef, TaskRef } from '#shared/contract/common.ts';
import type { RebuildOrder, RebuildProgress, RebuildScope, RebuildWhich } from '#shared/contract/rebuild.ts';
import { AppError, throwIfCancelled } from '#shared/errors/appError.ts';
import type { RebuildPlan, RebuildResult, RebuildRun } from '#shared/model/rebuild.ts';
import type { RebuildRow, RebuildStory } from '#shared/model/rebuildStory.ts';
import type { RebuildJournal } from '../../settings/rebuildJournal.ts';
import type { TaskChanges } from '../taskChanges.ts';
import { withOutcome, type OutcomeLine } from './countOutcome.ts';
import { holdToSetup, type SetupDeps } from './holdToSetup.ts';
import { createPace, type Pace } from './pace.ts';
import { planTask, settled } from './rebuildTask.ts';
import { foundWritten, takeBack } from './journalled.ts';
import { createPlanBook, type PlanBook } from './planBook.ts';
import type { RunIndex } from './runIndex.ts';
import type { SeenTask } from './planRows.ts';
import { withRefusals } from './rebuildSetup.ts';
import { createRunIndexes } from './runIndexes.ts';
import { taskStory } from './taskStory.ts';

/** What rebuilds stand on. */
export interface RebuildsDeps extends SetupDeps {
  readonly journalOf: (connection: string) => RebuildJournal;
  /** Names of an opened list's tasks whose projection drifts. */
  readonly driftingOf: (list: string, signal: AbortSignal) => Promise<readonly string[]>;
  /** Told of every task whose projection was written. */
  readonly changes: Pick<TaskChanges, 'emit'>;
  readonly newId: () => string;
  readonly now: () => Date;
  /** Left out: by the clock. */
  readonly paceOf?: (perSecond: number | undefined) => Pace;
}

/** How far a run is, with the task that has just ended. */
export interface RebuildStep extends RebuildProgress {
  readonly task?: string;
  readonly result?: RebuildResult;
}

/** Who follows a run. */
export interface RebuildListener {
  readonly signal: AbortSignal;
  readonly emit: (step: RebuildStep) => Promise<void>;
}

/** Rebuilds of projections. */
export interface Rebuilds {
  plan(ref: TaskRef, signal: AbortSignal): Promise<RebuildPlan>;
  /** Plans of many, kept while a window looks at them. */
  readonly plans: PlanBook;
  /** @throws the outage that ended it early; the run can go on then */
  run(
    ref: TableRef,
    which: RebuildWhich,
    perSecond: number | undefined,
    listener: RebuildListener,
  ): Promise<RebuildRun>;
  /** Left out `perSecond`: as fast as it was begun with. @throws as `run`; `NotFound` */
  resume(
    ref: TableRef,
    run: string,
    perSecond: number | undefined,
    listener: RebuildListener,
  ): Promise<RebuildRun>;
  /** As fast as the run was begun with. @throws as `resume` */
  undo(
    ref: TableRef,
    run: string,
    tasks: readonly string[] | undefined,
    listener: RebuildListener,
  ): Promise<RebuildRun>;
  runs(ref: TableRef): Promise<readonly RebuildRun[]>;
  /** @throws `NotFound` */
  tasks(
    ref: TableRef,
    run: string,
    order: RebuildOrder,
    range: { readonly from: number; readonly to: number },
  ): Promise<{ readonly version: number; readonly total: number; readonly rows: RebuildRow[] }>;
  /** @throws `NotFound` */
  story(ref: TaskRef, run: string): Promise<RebuildStory>;
}

/** Makes the service that rebuilds projections. */
export function createRebuilds(deps: RebuildsDeps): Rebuilds {
  const running = new Set<string>();

  const indexes = createRunIndexes(deps.journalOf);
  const namesOf = async (scope: RebuildScope, signal: AbortSignal): Promise<readonly string[]> =>
    scope.kind === 'tasks' ? [...new Set(scope.tasks)] : deps.driftingOf(scope.list, signal);
  const planOne = async (ref: TaskRef, signal: AbortSignal): Promise<RebuildPlan> => {
    await deps.setupOf(ref);
    return planTask(deps, ref, signal);
  };
  const plans = createPlanBook({
    namesOf,
    plan: planOne,
    newId: deps.newId,
  });

  const wantedOf = async (which: RebuildWhich, signal: AbortSignal): Promise<readonly SeenTask[]> => {
    switch (which.kind) {
      case 'planned':
        return plans.chosenIn(which.plan);
      case 'seen':
        return [which];
      case 'tasks':
      case 'drifting':
        return (await namesOf(which, signal)).map((task) => ({ task, digest: undefined }));
    }
  };

  /** Works through tasks, as fast as the run was begun with unless `perSecond` says otherwise; `work` journals what it does. Whoever cancels, the journal tells how far it came. */
  const through = async (
    ref: TableRef,
    run: string,
    tasks: readonly string[],
    perSecond: number | undefined,
    { signal, emit }: RebuildListener,
    work: (task: TaskRef) => Promise<OutcomeLine>,
  ): Promise<void> => {
    const index = await indexes.of(ref.connection, run);
    const pace = (deps.paceOf ?? createPace)(perSecond ?? index.head().perSecond);
    let done = 0;
    let { totals } = index.summary(true);
    const tell = (told: Pick<RebuildStep, 'task' | 'result'>): Promise<void> =>
      emit({ run, done, total: tasks.length, totals, ...told });
    await tell({});
    for (const task of tasks) {
      await pace.next(signal);
      throwIfCancelled(signal);
      const line = await work({ ...ref, task });
      await deps.journalOf(ref.connection).append(run, line);
      if (line.result.outcome === 'written') deps.changes.emit({ ...ref, task });
      done += 1;
      totals = withOutcome(totals, line);
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
    return (await indexes.of(ref.connection, run)).summary(false);
  };

  /** A run's journal, if it is about this table: names of tasks mean others elsewhere. @throws `NotFound` */
  const indexOf = async ({ connection, table }: TableRef, run: string): Promise<RunIndex> => {
    const index = await indexes.of(connection, run);
    const own = index.head().table;
    if (own === table) return index;
    throw new AppError('NotFound', {
      message: `The rebuild “${run}” is of the table “${own}”, not of “${table}”.`,
      nextStep: `Name the table “${own}”, or choose one of the rebuilds of “${table}”.`,
    });
  };

  const carryOn = (
    ref: TableRef,
    run: string,
    perSecond: number | undefined,
    listener: RebuildListener,
  ): Promise<RebuildRun> =>
    alone(ref, run, async () => {
      const journal = deps.journalOf(ref.connection);
      const index = await indexOf(ref, run);
      // What was put back meanwhile is not written again.
      const { tasks, seen, setup } = index.head();
      const held = holdToSetup(deps, ref, run, setup ?? (await deps.setupOf(ref)));
      await held.check();
      const digests = new Map(tasks.map((task, at) => [task, seen?.[at]]));
      const left = tasks.filter((task) => {
        const { result, undone } = index.row(task);
        return result === null && undone?.outcome !== 'written';
      });
      await through(ref, run, left, perSecond, listener, async (task) => {
        const begun = await index.intentOf(task.task);
        const found =
          begun === undefined ? undefined : await foundWritten(deps, task, begun, listener.signal);
        const result =
          found ??
          (await held.rebuild(task, {
            writeId: deps.newId(),
            seen: digests.get(task.task),
            signal: listener.signal,
            onIntent: (intent) => journal.append(run, { kind: 'intent', intent }),
          }));
        return { kind: 'result', task: task.task, result };
      });
      await journal.append(run, { kind: 'end', at: deps.now().toISOString() });
    });

  return {
    plan: planOne,
    plans,

    async run(ref, which, perSecond, listener) {
      const wanted = await wantedOf(which, listener.signal);
      const seen = wanted.flatMap(({ digest }) => digest ?? []);
      const setup = await deps.setupOf(ref);
      const run = deps.newId();
      await deps.journalOf(ref.connection).append(run, {
        kind: 'run',
        run,
        at: deps.now().toISOString(),
        table: ref.table,
        setup,
        tasks: wanted.map(({ task }) => task),
        ...(seen.length === wanted.length ? { seen } : {}),
        ...(perSecond === undefined ? {} : { perSecond }),
      });
      return carryOn(ref, run, perSecond, listener);
    },

    resume: carryOn,

    undo: (ref, run, tasks, listener) =>
      alone(ref, run, async () => {
        const index = await indexOf(ref, run);
        const wanted = tasks === undefined ? undefined : new Set(tasks);
        const names = index.undoable().filter((task) => wanted?.has(task) ?? true);
        await through(ref, run, names, undefined, listener, async (task) => {
          const intent = await index.intentOf(task.task);
          if (intent === undefined) throw new AppError('Internal', { message: 'Undone without an intent.' });
          const result = await settled(() => takeBack(deps, task, intent));
          return { kind: 'undone', task: task.task, result };
        });
      }),

    async runs(ref) {
      const found = await indexes.all(ref.connection);
      const ofTable = found
        .map((index) => ({ head: index.head(), run: index.summary(running.has(index.head().run)) }))
        .filter(({ run }) => run.table === ref.table)
        .sort((a, b) => (a.run.at < b.run.at ? 1 : -1));
      return withRefusals(ofTable, () => deps.setupOf(ref));
    },

    tasks: async (ref, run, order, range) => (await indexOf(ref, run)).rows(order, range),

    story: async (ref, run) => taskStory(await indexOf(ref, run), ref.task),
  };
}
