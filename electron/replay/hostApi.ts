import type { Comparisons } from './compare/comparisons.ts';
import type { ModuleCheck } from './reducers/checkModule.ts';
import type { ModuleSource, ReducerSource, ReplaySetup } from './reducers/replaySetup.ts';
import type { RunningAt } from './reducers/sandbox/sandbox.ts';
import type { TaskIndex } from './taskIndex.ts';
import type { TaskSession } from './taskSession.ts';
import type { WhatIf } from './whatIf/whatIf.ts';

/** Options of a call to the worker. Aborting the signal rejects the call with `Cancelled`. */
export interface ReplayCallOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * The same methods, each answering later. Besides what the method itself throws, a call rejects with `Internal`
 * when the worker died (everything it held is gone: open again), and with `Cancelled` after `close`.
 */
export type Remote<T> = {
  readonly [M in keyof T as T[M] extends (...args: never) => unknown ? M : never]: T[M] extends (
    ...args: infer A
  ) => infer R
    ? (...args: [...A, options?: ReplayCallOptions]) => Promise<R>
    : never;
};

/** Told where a reducer is that takes its time; undefined: it has got through. */
export type OnRunning = (at: RunningAt | undefined) => void;

/** What every object in the worker has: an end. */
interface Closable {
  /** Frees what the worker holds for it. Calls under way reject with `Cancelled`. May be called twice. */
  close(): void;
  /** Called once, when the worker holding it has died; not after `close`. */
  onLost(lost: () => void): void;
  /**
   * Calls `listener`, in place of any before, while a reducer of the reader's own runs for it: some times a second where
   * it is, and undefined once it has got through. Not after `close`.
   */
  onRunning(listener: OnRunning): void;
}

/** A {@link TaskSession} in the worker. Await each `add` before the next: that is the back-pressure. */
export type TaskSessionProxy = Remote<TaskSession> &
  Closable & {
    readonly taskId: string;
    /** The number of the session in the worker, for comparing it with another. */
    readonly number: number;
  };

/** A {@link TaskIndex} in the worker. Await each `add` before the next: that is the back-pressure. */
export type TaskIndexProxy = Remote<TaskIndex> & Closable;

/** A {@link WhatIf} in the worker. Await each `add` before the next: that is the back-pressure. */
export type WhatIfProxy = Remote<WhatIf> & Closable;

/** Where replayed tasks and table indexes live: a worker thread, or this very thread. */
export interface ReplayHost {
  /** Without a setup: as the layout `task` says. */
  openTask(taskId: string, setup?: ReplaySetup): Promise<TaskSessionProxy>;
  openIndex(setup?: ReplaySetup): Promise<TaskIndexProxy>;
  /** Compares sessions by their numbers. */
  readonly comparisons: Remote<Comparisons>;
  /** Compares two reducers. @throws `InvalidInput` for a module that cannot be loaded */
  openWhatIf(a: ReducerSource, b: ReducerSource): Promise<WhatIfProxy>;
  /** Loads a module where it would run, and tells what it is or why it cannot run. */
  checkReducer(reducer: ModuleSource): Promise<ModuleCheck>;
  /** Ends the worker. Calls under way reject with `Cancelled`. */
  close(): Promise<void>;
}
