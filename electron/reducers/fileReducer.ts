import { dirname, join } from 'node:path';
import { moduleReducer } from '../replay/reducers/moduleReducer.ts';
import type { ModuleSource } from '../replay/reducers/replaySetup.ts';
import type { SandboxOptions } from '../replay/reducers/sandbox/sandbox.ts';
import type { Reducer } from '../replay/reducer.ts';
import { loadModule } from './loadModule.ts';

/** How reducers run, given the bundled replay worker: their own worker lies beside it. */
export const sandboxBeside = (workerFile: string): SandboxOptions => ({
  workerFile: join(dirname(workerFile), 'reducerWorker.cjs'),
});

/**
 * The module that a file holds, ready to cross to a worker.
 * @throws `InvalidInput` with file and line when it cannot be read or compiled
 */
export async function moduleFrom(file: string): Promise<ModuleSource> {
  const { result } = await loadModule(file);
  if ('error' in result) throw result.error;
  return result.source;
}

/**
 * A reducer of the reader's own from a file, for a command that folds on its own thread. Close it when done.
 * @throws `InvalidInput` with file and line when it cannot be read, compiled or loaded
 */
export async function fileReducer(file: string, sandbox: SandboxOptions): Promise<Reducer> {
  return moduleReducer(await moduleFrom(file), sandbox);
}
