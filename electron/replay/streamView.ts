import type { UndecodableEvent } from '#shared/model/taskEvent.ts';
import type { IllegalMove, StepProblem } from './reducer.ts';
import type { Replayed } from './replayed.ts';

/** A folded stream with what is concluded at each event. Live: read it before the next change. */
export interface StreamView extends Replayed {
  /** Status after the event; `none` where there is none. */
  statusAt(position: number): string;
  /** Bits of `FLAG`; 0 where nothing is wrong. */
  flagsAt(position: number): number;
  /** The positions with any of these flags, in order; of a stream without, next to nothing is looked at. */
  flagged(flags: number): Iterable<number>;
  /** The illegal move at a position; undefined where there is none. */
  moveAt(position: number): IllegalMove | undefined;
  /** What the reducer has to say against the event at a position. */
  problemsAt(position: number): readonly StepProblem[];
  /** Position of the last readable time up to here; -1 when there is none. */
  readableAt(position: number): number;
  /** The times made to never go back, for drawing and seeking; -Infinity before the first readable one. */
  clock(): Float64Array;
  /** Whether any event names a request by an idempotency key. */
  hasRequests(): boolean;
  /** A number that stands for the event's idempotency key; undefined when it has none. */
  requestAt(position: number): number | undefined;
  /** How many events there are of each type. */
  typeCounts(): ReadonlyMap<string, number>;
  readonly undecodable: ReadonlyMap<string, UndecodableEvent>;
}
