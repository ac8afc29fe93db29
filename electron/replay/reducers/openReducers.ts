import type { Reducer } from '../reducer.ts';
import { openReducer } from './openReducer.ts';
import type { ReducerSource } from './replaySetup.ts';
import type { SandboxOptions } from './sandbox/sandbox.ts';

/** Reducers in use, each closed with the handle that it was opened for. */
export interface OpenReducers {
  /** @throws `InvalidInput` as {@link openReducer} */
  open(handle: number, source: ReducerSource): Reducer;
  close(handle: number): void;
}

/** Keeps the reducers of one server. */
export function createOpenReducers(sandbox: SandboxOptions | undefined): OpenReducers {
  const open = new Map<number, Reducer[]>();
  return {
    open(handle, source) {
      const reducer = openReducer(source, sandbox);
      open.set(handle, [...(open.get(handle) ?? []), reducer]);
      return reducer;
    },
    close(handle) {
      for (const reducer of open.get(handle) ?? []) reducer.close?.();
      open.delete(handle);
    },
  };
}
