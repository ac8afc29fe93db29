import { AppError } from '#shared/errors/appError.ts';
import type { Reducer } from '../reducer.ts';
import { taskReducer } from '../taskReducer.ts';
import { declarativeReducer } from './declarativeReducer.ts';
import { noneReducer } from './noneReducer.ts';
import type { ReducerSource } from './replaySetup.ts';

/**
 * The reducer that a source states.
 * @throws `InvalidInput` for one that cannot run here
 */
export function openReducer(source: ReducerSource): Reducer {
  switch (source.kind) {
    case 'task':
      return taskReducer;
    case 'none':
      return noneReducer;
    case 'declarative':
      return declarativeReducer(source);
    case 'module':
      throw new AppError('InvalidInput', { message: `A ${source.kind} reducer cannot be run yet.` });
  }
}
