import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import type { Reducer } from './reducer.ts';

/** Most events that a reducer is told of at once. */
const BLOCK = 256;

/**
 * Gives the events of a fold that goes from position to position up to `to`. A reducer that folds many at once is told
 * of them beforehand, and gets the very objects again when it is stepped.
 */
export function eventsAhead(
  reducer: Reducer,
  eventAt: (position: number) => TaskEvent | undefined,
  to: number,
): (state: AttributeMap, position: number) => TaskEvent | undefined {
  if (reducer.ahead === undefined) return (_, position) => eventAt(position);
  let block: readonly (TaskEvent | undefined)[] = [];
  let from = 0;
  return (state, position) => {
    if (position < from || position >= from + block.length) {
      from = position;
      const length = Math.max(1, Math.min(BLOCK, to - position));
      block = Array.from({ length }, (_, index) => eventAt(position + index));
      const events = block.flatMap((event) => event ?? []);
      if (events.length > 1) reducer.ahead?.(state, events);
    }
    return block[position - from];
  };
}
