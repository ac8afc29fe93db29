import type { TableRef, TaskRef } from '#shared/contract/common.ts';
import type { PlannedWhich, RebuildScope } from '#shared/contract/rebuild.ts';
import { AppError, hasCode, isAppError, toErrorData } from '#shared/errors/appError.ts';
import type { RebuildPlan } from '#shared/model/rebuild.ts';
import type { PlannedRow, PlannedTask, RebuildPlanning } from '#shared/model/rebuildPlanning.ts';
import { createHandles } from '../handles.ts';
import { fromFailure } from '../linkState.ts';
import { createBell, pause, type Bell } from '../waiting.ts';
import { plannedTask } from './plannedTask.ts';
import { createPlanRows, type PlanRows, type SeenTask } from './planRows.ts';

/** What plans of many rebuilds stand on. */
export interface PlanBookDeps {
  readonly namesOf: (scope: RebuildScope, signal: AbortSignal) => Promise<readonly string[]>;
  readonly plan: (ref: TaskRef, signal: AbortSignal) => Promise<RebuildPlan>;
  readonly newId: () => string;
}

/** Who follows the planning. */
export interface PlanListener {
  readonly signal: AbortSignal;
  readonly emit: (planning: RebuildPlanning) => Promise<void>;
}

/** Plans of many rebuilds. Every function that takes a handle throws `NotFound` when it was closed. */
export interface PlanBook {
  /** Replays task after task, and keeps what came of it until the signal aborts. @throws an outage */
  open(ref: TableRef, scope: RebuildScope, listener: PlanListener): Promise<void>;
  range(
    handle: string,
    range: { readonly from: number; readonly to: number },
  ): { readonly version: number; readonly total: number; readonly rows: PlannedRow[] };
  choose(handle: string, which: PlannedWhich, isChosen: boolean): void;
  /** Ends the replaying; what was found until then stays. */
  stop(handle: string): void;
  /** @throws `InvalidInput` when none is */
  chosenIn(handle: string): readonly SeenTask[];
}

interface OpenPlan {
  readonly rows: PlanRows;
  readonly bell: Bell;
  readonly stop: () => void;
}

/** How many tasks are replayed at once: reading one leaves room to fold another. */
const AT_ONCE = 4;

/** Least time between two tellings, in milliseconds. */
const TELL_EVERY = 100;

/** Makes an empty book of plans. */
export function createPlanBook({ namesOf, plan, newId }: PlanBookDeps): PlanBook {
  const plans = createHandles<OpenPlan>('plan of a rebuild', newId);

  const planOne = async (
    ref: TaskRef,
    signal: AbortSignal,
  ): Promise<{ readonly told: PlannedTask; readonly digest?: number | undefined }> => {
    try {
      const found = await plan(ref, signal);
      return { told: plannedTask(found), digest: found.kind === 'rewrite' ? found.digest : undefined };
    } catch (error) {
      // What ends the way to the table says nothing of this task.
      if (isAppError(error) && (error.code === 'Cancelled' || fromFailure(error) !== undefined)) throw error;
      return { told: { kind: 'failed', reason: toErrorData(error).message } };
    }
  };

  const planAll = async (
    ref: TableRef,
    names: readonly string[],
    { rows, bell }: OpenPlan,
    signal: AbortSignal,
  ): Promise<void> => {
    const left = names.entries();
    const one = async (): Promise<void> => {
      for (const [index, task] of left) {
        if (signal.aborted) return;
        const { told, digest } = await planOne({ ...ref, task }, signal);
        rows.put(index, told, digest);
        bell.ring();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
  };

  return {
    async open(ref, scope, { signal, emit }) {
      const names = await namesOf(scope, signal);
      const halt = new AbortController();
      const stop = (): void => halt.abort();
      signal.addEventListener('abort', stop, { once: true });
      const opened: OpenPlan = { rows: createPlanRows(names), bell: createBell(), stop };
      const { rows, bell } = opened;
      const handle = plans.add(opened);
      const stand: { phase: RebuildPlanning['phase']; failure?: { readonly error: unknown } } = {
        phase: 'planning',
      };
      const planning = planAll(ref, names, opened, halt.signal)
        .then(() => {
          stand.phase = halt.signal.aborted ? 'stopped' : 'ready';
        })
        .catch((error: unknown) => {
          stop();
          if (hasCode(error, 'Cancelled')) stand.phase = 'stopped';
          else stand.failure = { error };
        })
        .finally(() => bell.ring());
      try {
        while (!signal.aborted) {
          const { phase, failure } = stand;
          if (failure !== undefined) throw failure.error;
          await emit({ handle, phase, version: rows.version(), total: rows.total, ...rows.counts() });
          await bell.wait(60_000, signal);
          if (stand.phase === 'planning') await pause(TELL_EVERY, signal);
        }
      } finally {
        stop();
        signal.removeEventListener('abort', stop);
        plans.remove(handle);
        await planning;
      }
    },
    range: (handle, { from, to }) => {
      const { rows } = plans.get(handle);
      return { version: rows.version(), total: rows.total, rows: rows.range(from, to) };
    },
    choose: (handle, which, isChosen) => {
      const { rows, bell } = plans.get(handle);
      rows.choose(which, isChosen);
      bell.ring();
    },
    stop: (handle) => plans.get(handle).stop(),
    chosenIn: (handle) => {
      const chosen = plans.get(handle).rows.chosen();
      if (chosen.length > 0) return chosen;
      throw new AppError('InvalidInput', {
        message: 'No projection is chosen.',
        nextStep: 'Choose at least one.',
      });
    },
  };
}
