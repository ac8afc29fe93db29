import type { ReducerChoice } from '#shared/model/reducerSpec.ts';
import { TASK_RULES, type StreamRules } from '#shared/model/taskItem.ts';

/** A reducer of the reader's own, checked and ready to run: one script, types stripped, imports bundled. */
export interface ModuleSource {
  readonly kind: 'module';
  /** What it is called in findings and headers: the file's name. */
  readonly name: string;
  readonly code: string;
}

/** Which reducer folds a stream, in full: it crosses to the worker, and nothing is read from disk there. */
export type ReducerSource = Exclude<ReducerChoice, { readonly kind: 'module' }> | ModuleSource;

/** What a stream is opened with: its layout's rules, and what folds it. */
export interface ReplaySetup {
  readonly rules: StreamRules;
  readonly reducer: ReducerSource;
}

/** The setup of the layout `task` (CONTRACTS 1). */
export const TASK_SETUP: ReplaySetup = { rules: TASK_RULES, reducer: { kind: 'task' } };
