import type { TableRef, TaskRef } from '#shared/contract/common.ts';
import type { RebuildResult } from '#shared/model/rebuild.ts';
import type { RebuildSetup } from '../../settings/rebuildJournal.ts';
import { otherSetup } from './rebuildSetup.ts';
import { rebuildTask, type RebuildTaskDeps, type RebuildTaskOptions } from './rebuildTask.ts';

/** What tells the reducer and layout that a table's tasks are replayed by now. */
export interface SetupDeps extends RebuildTaskDeps {
  /** @throws `InvalidInput` when the table's reducer cannot be run */
  readonly setupOf: (ref: TableRef) => Promise<RebuildSetup>;
}

/** Rebuilds of one run, by the reducer and layout that it was begun with. */
export interface HeldRebuilds {
  /** @throws `InvalidInput` when they are others by now */
  check(): Promise<void>;
  /** @throws as `check`, also when they become others while the task is read: nothing is written then */
  rebuild(task: TaskRef, options: RebuildTaskOptions): Promise<RebuildResult>;
}

/** Rebuilds by one reducer and layout: when they are others, nothing more is written and the run ends. */
export function holdToSetup(deps: SetupDeps, ref: TableRef, run: string, begun: RebuildSetup): HeldRebuilds {
  let refusal: { readonly error: unknown } | undefined;
  const check = async (): Promise<void> => {
    const now = await deps.setupOf(ref);
    if (now.fingerprint !== begun.fingerprint) throw otherSetup(run, begun, now);
  };
  const replay: RebuildTaskDeps['replay'] = async (task, signal) => {
    const replayed = await deps.replay(task, signal);
    // A file may have been loaded anew while the task was being read.
    await check().catch((error: unknown) => {
      refusal = { error };
      throw error;
    });
    return replayed;
  };
  const rebuild = async (task: TaskRef, options: RebuildTaskOptions): Promise<RebuildResult> => {
    await check();
    const result = await rebuildTask({ ...deps, replay }, task, options);
    if (refusal !== undefined) throw refusal.error;
    return result;
  };
  return { check, rebuild };
}
