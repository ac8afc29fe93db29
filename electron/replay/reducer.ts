import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';

/**
 * How the events of a stream become a state. Pure: the same state and event always give the same result, nothing
 * is changed in place, nothing is thrown for data of whatever shape.
 */
export interface Reducer {
  readonly name: string;
  /** State before the first event. */
  readonly initial: AttributeMap;
  /** Returns `state` itself, or shares with it whatever the event leaves alone. */
  step(state: AttributeMap, event: TaskEvent): AttributeMap;
  /** The move of status that `event` makes or attempts on `state`, when the reducer does not allow it. */
  illegalMove(state: AttributeMap, event: TaskEvent): IllegalMove | undefined;
  /** Whether the reducer gives a meaning to events of this type. */
  knows(type: string): boolean;
}

/** A move of status that is not allowed. `from` is `none` before the first event. */
export interface IllegalMove {
  readonly from: string;
  readonly to: string;
}
