import { EMPTY_MAP, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { parseTime } from '#shared/model/times.ts';
import type { Reducer } from './reducer.ts';
import type { Replayed } from './replayed.ts';
import { sampleEvent } from './samples.ts';

/** A stream kept as plain events, folded anew for every question. */
export function replayedOf(events: readonly TaskEvent[], reducer: Pick<Reducer, 'step'>): Replayed {
  const step = (state: AttributeMap, event: TaskEvent): AttributeMap => reducer.step(state, event);
  const stateAfter = (count: number): AttributeMap => events.slice(0, count).reduce(step, EMPTY_MAP);
  return {
    length: events.length,
    eventAt: (position) => events[position],
    seqAt: (position) => events[position]?.seq,
    typeAt: (position) => events[position]?.type,
    timeAt: (position) => parseTime(events[position]?.at ?? ''),
    stateAfter,
    steps(from, to, visit) {
      let state = stateAfter(from);
      for (let position = from; position < to; position += 1) {
        const event = events[position];
        if (event === undefined) return;
        const after = step(state, event);
        if (visit(position, state, event, after) === false) return;
        state = after;
      }
    },
  };
}

/** A stream whose events lead to these very states, one after the other. */
export const replayedThrough = (states: readonly AttributeMap[]): Replayed =>
  replayedOf(
    states.map((data, index) => sampleEvent(index + 1, 'StateSet', data)),
    { step: (_, event) => event.data ?? EMPTY_MAP },
  );
