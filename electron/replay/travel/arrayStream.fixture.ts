import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { parseTime } from '#shared/model/times.ts';
import type { Reducer } from '../reducer.ts';
import { fold } from '../reducer.ts';
import { taskReducer } from '../taskReducer.ts';
import type { Travelled } from './travelled.ts';

/** A stream over an array, every state kept: slow, and plain to see. */
export function arrayStream(events: readonly TaskEvent[], reducer: Reducer = taskReducer): Travelled {
  const states = [reducer.initial];
  for (const event of events) states.push(fold(reducer, [event], states.at(-1)));
  const stateAfter = (count: number) => states[count] ?? reducer.initial;
  return {
    length: events.length,
    eventAt: (position) => events[position],
    seqAt: (position) => events[position]?.seq,
    typeAt: (position) => events[position]?.type,
    timeAt: (position) => parseTime(events[position]?.at ?? ''),
    stateAfter,
    steps(from, to, visit) {
      for (let position = from; position < to; position += 1) {
        const event = events[position];
        if (event === undefined) return;
        if (visit(position, stateAfter(position), event, stateAfter(position + 1)) === false) return;
      }
    },
    statusAt: (position) => reducer.statusOf(stateAfter(position + 1)),
    flagsAt: (position) => {
      const event = events[position];
      if (event === undefined) return 0;
      const gap = event.seq > (events[position - 1]?.seq ?? 0) + 1 ? 1 : 0;
      const illegal = reducer.illegalMove(stateAfter(position), event) === undefined ? 0 : 16;
      return gap | illegal | (reducer.knows(event.type) ? 0 : 32);
    },
    unread: [],
    sequenceField: reducer.sequenceField,
  };
}
