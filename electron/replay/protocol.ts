import type { ErrorData } from '#shared/errors/appError.ts';
import type { CallOf } from './callOf.ts';
import type { Comparisons } from './compare/comparisons.ts';
import type { ModuleSource, ReducerSource, ReplaySetup } from './reducers/replaySetup.ts';
import type { RunningAt } from './reducers/sandbox/sandbox.ts';
import type { TaskIndex } from './taskIndex.ts';
import type { SessionCall } from './taskSession.ts';
import type { WhatIf } from './whatIf/whatIf.ts';

export type { SessionCall } from './taskSession.ts';

/** A call of a method of an index. */
export type IndexCall = CallOf<TaskIndex>;

/** A call that compares sessions. */
export type CompareCall = CallOf<Comparisons>;

/** A call of a method of a comparison of reducers. */
export type WhatIfCall = CallOf<WhatIf>;

/** What the host sends to the worker. Both ends are this program, so the types are trusted, not checked. */
export type Request =
  | {
      readonly kind: 'openTask';
      readonly id: number;
      readonly handle: number;
      readonly taskId: string;
      readonly setup: ReplaySetup;
    }
  | { readonly kind: 'openIndex'; readonly id: number; readonly handle: number; readonly setup: ReplaySetup }
  | { readonly kind: 'task'; readonly id: number; readonly handle: number; readonly call: SessionCall }
  | { readonly kind: 'index'; readonly id: number; readonly handle: number; readonly call: IndexCall }
  | { readonly kind: 'compare'; readonly id: number; readonly call: CompareCall }
  | {
      readonly kind: 'openWhatIf';
      readonly id: number;
      readonly handle: number;
      readonly a: ReducerSource;
      readonly b: ReducerSource;
    }
  | { readonly kind: 'whatIf'; readonly id: number; readonly handle: number; readonly call: WhatIfCall }
  | { readonly kind: 'checkReducer'; readonly id: number; readonly reducer: ModuleSource }
  | { readonly kind: 'close'; readonly handle: number }
  | { readonly kind: 'cancel'; readonly id: number };

/** A request that gets exactly one reply. */
export type Question = Exclude<Request, { kind: 'close' | 'cancel' }>;

/** `U` without its number, member by member. */
type Unnumbered<U> = U extends unknown ? Omit<U, 'id'> : never;

/** A question before the client has given it a number. */
export type Unasked = Unnumbered<Question>;

/** What the worker tells unasked: where the reducer of an object is that takes its time; undefined: it has got through. */
export interface Notice {
  readonly kind: 'running';
  readonly handle: number;
  readonly at: RunningAt | undefined;
}

/** What the worker answers. */
export type Reply<V = unknown> =
  | { readonly id: number; readonly ok: true; readonly value: V }
  | { readonly id: number; readonly ok: false; readonly error: ErrorData };
