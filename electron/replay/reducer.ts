import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import type { Marking } from './skim.ts';

/** A move of status that is not allowed. `from` is `none` before the first event that sets one. */
export interface IllegalMove {
  readonly from: string;
  readonly to: string;
}

/**
 * How a reducer folds numbers instead of documents, where every field of its state comes from one event or from a count
 * of events. Each event marks some slots, whatever the state before it; a slot holds the position of its last mark plus 1, of its first, or how many
 * there were; 0 without any. A state is made from the slots when somebody asks for it.
 */
export interface Tracking extends Marking {
  /** How many slots there are, at most 15. */
  readonly slots: number;
  /** Slots that keep their first mark, as bits. */
  readonly first: number;
  /** Slots that count their marks, as bits. */
  readonly counted: number;
  /** The status that every event of this type sets; undefined when it leaves the status as it was. */
  statusAfter(type: string): string | undefined;
  /** Whether an event of this type makes or attempts an illegal move; only status and type may decide. */
  isIllegal(status: string, type: string): boolean;
  stateOf(slots: ArrayLike<number>, eventAt: (position: number) => TaskEvent | undefined): AttributeMap;
}

/** Where events lie in their stream: the position of the first of them, and how many the stream has. */
export interface EventPlace {
  readonly from: number;
  readonly length: number;
}

/** What a reducer has to say against an event that it folded, or could not fold. */
export interface StepProblem {
  readonly kind: 'reducer-failed' | 'invariant-violated';
  readonly message: string;
}

/**
 * How the events of a stream become a state. Pure: the same state and event always give the same result, nothing
 * is changed in place, nothing is thrown for data of whatever shape.
 */
export interface Reducer {
  readonly name: string;
  /** State before the first event. */
  readonly initial: AttributeMap;
  /**
   * Fields that a stored projection is compared on when it carries them; undefined: all that it carries, but
   * `ignored` ones and times. The status is compared in any case.
   */
  readonly compared: readonly string[] | undefined;
  readonly ignored: readonly string[];
  /** The field that every projection has; undefined: states have no status. */
  readonly statusField: string | undefined;
  /** The compared field that holds the last event's sequence at every point, if there is one. */
  readonly sequenceField: string | undefined;
  /** Returns `state` itself, or shares with it whatever the event leaves alone. */
  step(state: AttributeMap, event: TaskEvent): AttributeMap;
  /** The status of a state; `none` when it has none. */
  statusOf(state: AttributeMap): string;
  /** The move of status that `event` makes or attempts on `state`, when it is not a legal one. */
  illegalMove(state: AttributeMap, event: TaskEvent): IllegalMove | undefined;
  /** Whether the reducer gives a meaning to events of this type. */
  knows(type: string): boolean;
  /** What is wrong with the step that `event` makes on `state`, where a reducer can fail or checks its states. */
  problemsOf?(state: AttributeMap, event: TaskEvent): readonly StepProblem[];
  /**
   * Told of events that will be stepped next from `state`, one after another: a reducer may fold them at once. Returns
   * how many it has folded, some at least, if there are any.
   */
  ahead?(state: AttributeMap, events: readonly TaskEvent[], place?: EventPlace): number;
  /** Told whose events come next, where one reducer folds the streams of a table. */
  begin?(stream: string): void;
  /** Gives back what the reducer runs on; it is not stepped any more. */
  close?(): void;
  /** A faster way to the very same states. A reducer made from another with a `step` of its own must leave it out. */
  readonly tracking?: Tracking | undefined;
}

/** State after `events` in their order, from `state` or from the beginning. */
export function fold(
  reducer: Reducer,
  events: readonly TaskEvent[],
  state: AttributeMap = reducer.initial,
): AttributeMap {
  let current = state;
  for (const event of events) current = reducer.step(current, event);
  return current;
}
