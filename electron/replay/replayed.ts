import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';

/** Told of one step of a fold; returning `false` ends it. */
export type VisitStep = (
  position: number,
  before: AttributeMap,
  event: TaskEvent,
  after: AttributeMap,
) => unknown;

/**
 * A folded stream as analyses see it: its events in the order of their numbers, at positions from 0. Long streams
 * keep no event as an object, so ask for one only where a column does not do. Live: read it before the next change.
 */
export interface Replayed {
  readonly length: number;
  /** Decoded anew on each call where the stream is long: equal, but not the same object. */
  eventAt(position: number): TaskEvent | undefined;
  seqAt(position: number): number | undefined;
  typeAt(position: number): string | undefined;
  /** Epoch milliseconds; NaN when unreadable or there is no such event. */
  timeAt(position: number): number;
  /** State after the first `count` events. */
  stateAfter(count: number): AttributeMap;
  /** Folds positions `from` up to, not including, `to`, telling each step; ends where `visit` returns false. */
  steps(from: number, to: number, visit: VisitStep): void;
}

/** The events of a stream, one after the other. */
export function* eventsOf(stream: Pick<Replayed, 'length' | 'eventAt'>): Iterable<TaskEvent> {
  for (let position = 0; position < stream.length; position += 1) {
    const event = stream.eventAt(position);
    if (event !== undefined) yield event;
  }
}
