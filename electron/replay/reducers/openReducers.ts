import type { Reducer } from '../reducer.ts';
import { openReducer } from './openReducer.ts';
import type { ReducerSource } from './replaySetup.ts';
import type { RunningAt, SandboxOptions } from './sandbox/sandbox.ts';

/** Reducers in use, each closed with the handle that it was opened for. */
export interface OpenReducers {
  /** @throws `InvalidInput` as {@link openReducer} */
  open(handle: number, source: ReducerSource): Reducer;
  close(handle: number): void;
}

/**
 * Keeps the reducers of one server. `look` takes what has been said to the server meanwhile: the code of a reader may
 * run for long, and ends when its handle is closed. `onRunning` is told where it is by then.
 */
export function createOpenReducers(
  sandbox: SandboxOptions | undefined,
  look: () => void,
  onRunning: (handle: number, at: RunningAt) => void,
): OpenReducers {
  const open = new Map<number, Reducer[]>();
  const isClosed = (handle: number): boolean => {
    look();
    return !open.has(handle);
  };
  return {
    open(handle, source) {
      const before = open.get(handle) ?? [];
      // Before it is loaded, which takes its time: it may be given up by then.
      open.set(handle, before);
      try {
        const reducer = openReducer(
          source,
          sandbox && {
            ...sandbox,
            isAbandoned: () => isClosed(handle),
            onRunning: (at) => onRunning(handle, at),
          },
        );
        open.set(handle, [...before, reducer]);
        return reducer;
      } catch (error) {
        if (before.length === 0) open.delete(handle);
        throw error;
      }
    },
    close(handle) {
      for (const reducer of open.get(handle) ?? []) reducer.close?.();
      open.delete(handle);
    },
  };
}
