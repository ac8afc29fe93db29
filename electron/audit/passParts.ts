import type { LayoutFile } from '#shared/model/streamLayout.ts';
import type { CompiledLayout } from '../layouts/streams/compiledLayout.ts';
import type { Reducer } from '../replay/reducer.ts';
import type { SandboxOptions } from '../replay/reducers/sandbox/sandbox.ts';
import type { ReducerSource } from '../replay/reducers/replaySetup.ts';

/** How a reducer of the reader's own is followed and held. */
export type ReducerWatch = Pick<SandboxOptions, 'onRunning' | 'beforeTurn'>;

/** What a pass makes of its setup. */
export interface PassParts {
  readonly compile: (layout: LayoutFile) => CompiledLayout;
  readonly reducerOf: (source: ReducerSource) => Reducer;
}
