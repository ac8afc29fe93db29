import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import type { Reducer } from './reducer.ts';

/** Most events that a reducer is told of at once. */
const BLOCK = 256;

/** The events of a fold, in their order. */
export interface EventsAhead {
  /** The event at `position`, which follows on `state`. */
  readonly next: (state: AttributeMap, position: number) => TaskEvent | undefined;
  /** Whether the event at `position` was folded with those before it: stepping it takes next to nothing. */
  readonly isFolded: (position: number) => boolean;
}

/**
 * Gives the events of a fold that goes from position to position up to `to`, of `length` in all. A reducer that folds
 * many at once is told of them beforehand, and gets the very objects again when it is stepped.
 */
export function eventsAhead(
  reducer: Reducer,
  eventAt: (position: number) => TaskEvent | undefined,
  to: number,
  length: number = to,
): EventsAhead {
  if (reducer.ahead === undefined) return { next: (_, position) => eventAt(position), isFolded: () => false };
  let block: readonly (TaskEvent | undefined)[] = [];
  let from = 0;
  const isFolded = (position: number): boolean => position >= from && position < from + block.length;
  return {
    isFolded,
    next(state, position) {
      if (!isFolded(position)) {
        from = position;
        const size = Math.max(1, Math.min(BLOCK, to - position));
        block = Array.from({ length: size }, (_, index) => eventAt(position + index));
        const events = block.flatMap((event) => event ?? []);
        const folded = reducer.ahead?.(state, events, { from, length });
        // A slow one folds no more than a few: the others are told again, in their turn.
        if (events.length === size) block = block.slice(0, folded);
      }
      return block[position - from];
    },
  };
}
