import { AppError } from '#shared/errors/appError.ts';
import type { Reducer } from '../reducer.ts';
import { taskReducer } from '../taskReducer.ts';
import { declarativeReducer } from './declarativeReducer.ts';
import { moduleReducer } from './moduleReducer.ts';
import { noneReducer } from './noneReducer.ts';
import type { ReducerSource } from './replaySetup.ts';
import type { SandboxOptions } from './sandbox/sandbox.ts';

/**
 * The reducer that a source states. `sandbox`: how modules run; without it they cannot.
 * @throws `InvalidInput` for a module that cannot be loaded
 */
export function openReducer(source: ReducerSource, sandbox?: SandboxOptions): Reducer {
  switch (source.kind) {
    case 'task':
      return taskReducer;
    case 'none':
      return noneReducer;
    case 'declarative':
      return declarativeReducer(source);
    case 'module':
      if (sandbox !== undefined) return moduleReducer(source, sandbox);
      throw new AppError('InvalidInput', {
        message: `The reducer ${source.name} has nothing here to run in.`,
      });
  }
}
