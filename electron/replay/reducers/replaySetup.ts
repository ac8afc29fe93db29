import type { ReducerChoice } from '#shared/model/reducerSpec.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { TASK_RULES, type StreamRules } from '#shared/model/taskItem.ts';

/** One file of a reducer: CommonJS without types, and which files its imports mean. */
export interface ModuleFile {
  readonly name: string;
  readonly code: string;
  /** By what the code calls it, the name of the file. */
  readonly imports: Readonly<Record<string, string>>;
}

/** A reducer of the reader's own, ready to run: read, its types stripped, the files that it imports beside it. */
export interface ModuleSource {
  readonly kind: 'module';
  /** What it is called in findings and headers: the file's name. */
  readonly name: string;
  /** The first is the one that was chosen. */
  readonly files: readonly ModuleFile[];
}

/** Which reducer folds a stream, in full: it crosses to the worker, and nothing is read from disk there. */
export type ReducerSource = Exclude<ReducerChoice, { readonly kind: 'module' }> | ModuleSource;

/** What a stream is opened with: its layout's rules, and what folds it. */
export interface ReplaySetup {
  /** The layout file that pages of the table are read by; left out: the layout `task`. */
  readonly layout?: LayoutFile | undefined;
  readonly rules: StreamRules;
  readonly reducer: ReducerSource;
}

/** The setup of the layout `task` (CONTRACTS 1). */
export const TASK_SETUP: ReplaySetup = { rules: TASK_RULES, reducer: { kind: 'task' } };
