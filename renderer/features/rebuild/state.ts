import type { TableRef, TaskRef } from '#shared/contract/common.ts';
import type { PlannedWhich, RebuildScope } from '#shared/contract/rebuild.ts';
import { hasCode } from '#shared/errors/appError.ts';
import type { RebuildPlan, RebuildRun, RebuildTotals } from '#shared/model/rebuild.ts';
import type { PlannedRow, RebuildPlanning } from '#shared/model/rebuildPlanning.ts';
import type { RebuildRow, RebuildStory } from '#shared/model/rebuildStory.ts';
import type { AsyncState } from '../../ui/asyncState.ts';
import type { RangeCache } from '../../ui/list/rangeCache.ts';

/** What is being written, or was. */
export interface Work {
  readonly doing: 'rebuild' | 'resume' | 'undo';
  readonly at:
    | { readonly phase: 'running' }
    | { readonly phase: 'over' }
    /** The reader stopped it; what was not tried lies as it was. */
    | { readonly phase: 'stopped' }
    | { readonly phase: 'failed'; readonly error: unknown };
  /** The run's name in the journal, once it is known. */
  readonly run: string | undefined;
  readonly done: number;
  readonly total: number | undefined;
  readonly totals: RebuildTotals | undefined;
}

/** Whether work that has ended early can go on: not where the host has refused it, which it would do again. */
export const canGoOn = ({ at, doing }: Pick<Work, 'at' | 'doing'>): boolean =>
  doing !== 'undo' &&
  (at.phase === 'stopped' || (at.phase === 'failed' && !hasCode(at.error, 'InvalidInput')));

/** A plan of many rebuilds, as far as the host has come with it. */
export interface Planned {
  /** Running: the host has not said anything yet. */
  readonly planning: AsyncState<RebuildPlanning>;
  readonly rows: RangeCache<PlannedRow>;
  readonly selected: number | undefined;
  /** What rebuilding the selected task would do. */
  readonly shown: AsyncState<RebuildPlan>;
}

/** The tasks of a run, which stay in the host. */
export interface RunTasks {
  readonly run: string;
  readonly rows: RangeCache<RebuildRow>;
  readonly selected: number | undefined;
  /** What became of the selected task. */
  readonly story: AsyncState<RebuildStory>;
  /** Names of tasks that are to be put back. */
  readonly marked: ReadonlySet<string>;
}

/** What the dialog is about. */
export type Rebuild =
  | { readonly kind: 'one'; readonly ref: TaskRef; readonly plan: AsyncState<RebuildPlan> }
  | {
      readonly kind: 'many';
      readonly table: TableRef;
      readonly scope: RebuildScope;
      readonly count: number;
      readonly perSecond: number | undefined;
    }
  | { readonly kind: 'runs'; readonly table: TableRef; readonly runs: AsyncState<readonly RebuildRun[]> };

/** Projections that are rebuilt, or could be. The work goes on while the reader looks elsewhere. */
export interface RebuildState {
  readonly rebuild: Rebuild | undefined;
  /** With `many`: what would be done. */
  readonly planned: Planned | undefined;
  readonly work: Work | undefined;
  /** Of the run under way, or of a past one. */
  readonly tasks: RunTasks | undefined;
  /** Shows what rebuilding a task would do. */
  readonly openOne: (ref: TaskRef) => Promise<void>;
  /** Plans many, so that the reader can choose. */
  readonly openMany: (table: TableRef, scope: RebuildScope, count: number) => void;
  readonly openRuns: (table: TableRef) => Promise<void>;
  /** Shows the tasks of a past run; undefined: the list of runs again. */
  readonly openRun: (run: string | undefined) => void;
  readonly choosePace: (perSecond: number | undefined) => void;
  readonly choose: (which: PlannedWhich, isChosen: boolean) => Promise<void>;
  readonly stopPlanning: () => Promise<void>;
  /** Shows what rebuilding a planned task would do. */
  readonly selectPlanned: (index: number) => Promise<void>;
  /** Shows what became of a task of the run. */
  readonly selectTask: (index: number) => Promise<void>;
  /** Marks a task of the run for putting it back, or no longer. */
  readonly mark: (task: string) => void;
  readonly start: () => Promise<void>;
  /** Plans the same once more. */
  readonly planAgain: () => Promise<void>;
  readonly resume: (run: string) => Promise<void>;
  /** Puts back what a run had replaced; left out `tasks`: of every task. */
  readonly undo: (run: string, tasks?: readonly string[]) => Promise<void>;
  /** Ends after the task under way. */
  readonly stop: () => void;
  readonly close: () => void;
}

/** The table that the dialog is about. */
export const tableOf = (rebuild: Rebuild): TableRef => {
  const { connection, table } = rebuild.kind === 'one' ? rebuild.ref : rebuild.table;
  return { connection, table };
};
