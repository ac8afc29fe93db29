import type { StreamRules } from '#shared/model/taskItem.ts';
import type { Reducer } from '../../replay/reducer.ts';
import type { Span } from './compareBytes.ts';
import type { EventPlan, MatchPlan } from './eventPlan.ts';
import type { ReducerPlan } from './reducerPlan.ts';

/** Where a stored projection lies in its item. */
export interface StoredPlan extends MatchPlan {
  /** Where its fields lie; undefined: they are the item's own attributes. */
  readonly fields: readonly string[] | undefined;
  readonly omitted: ReadonlySet<string>;
}

/** Everything that a fold of streams goes by. */
export interface LayoutPlan {
  readonly event: EventPlan;
  readonly stored: StoredPlan | undefined;
  readonly reducer: ReducerPlan;
  /** The same reducer, for comparing what it made with what is stored. */
  readonly judge: Reducer;
  readonly rules: StreamRules;
  /** The slot of the sort key, below 0 where there is none; and the letter of its type. */
  readonly sort: number;
  readonly sortTag: number;
  /** Keys with so many digits or fewer come in the order of their numbers. */
  readonly padding: number;
  /** The stream that a partition key names; empty: none. */
  readonly streamOf: (key: Span) => string;
}
