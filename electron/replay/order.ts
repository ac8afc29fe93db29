import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { firstIndex } from './bisect.ts';

/** What an event is ordered by. */
type Place = Pick<TaskEvent, 'seq' | 'key'>;

/**
 * Orders events by their parsed number, so `EVENT#10000` comes after `EVENT#9999`. Those with one number
 * (`EVENT#0007`, `EVENT#7`) are all kept, in the order of their keys, whatever order they arrived in.
 */
export function compareEvents(a: Place, b: Place): number {
  if (a.seq !== b.seq) return a.seq - b.seq;
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

/** The first position in the ordered `events` whose number is at least `seq`. */
export function firstAtOrAfter(events: readonly Place[], seq: number): number {
  return firstIndex(events.length, (index) => (events[index]?.seq ?? seq) >= seq);
}

/** How many of the ordered `events` have a number of at most `seq`. */
export function countUpTo(events: readonly Place[], seq: number): number {
  return firstAtOrAfter(events, seq + 1);
}

/** Whether events are in order already, as a query gives them. */
const inOrder = (events: readonly Place[]): boolean =>
  events.every((event, index) => {
    const before = events[index - 1];
    return before === undefined || compareEvents(before, event) <= 0;
  });

/** Where a batch of events went: the first position that holds something else than before, if any. */
export interface Merged {
  readonly events: TaskEvent[];
  readonly changedFrom: number | undefined;
}

/**
 * Puts a batch into an ordered stream; an event with a key that is there already replaces it when `differs`.
 * The array given is used on: an append at the end copies nothing.
 */
export function mergeEvents(
  events: TaskEvent[],
  batch: readonly TaskEvent[],
  differs: (old: TaskEvent, fresh: TaskEvent) => boolean,
): Merged {
  const fresh = inOrder(batch) ? batch : [...batch].sort(compareEvents);
  const [first] = fresh;
  if (first === undefined) return { events, changedFrom: undefined };
  const start = firstAtOrAfter(events, first.seq);
  const rest = events.splice(start);
  let changedFrom: number | undefined;
  let from = 0;
  const push = (event: TaskEvent): void => {
    changedFrom ??= events.length;
    events.push(event);
  };
  for (const event of fresh) {
    for (let old = rest[from]; old !== undefined && compareEvents(old, event) < 0; old = rest[from]) {
      events.push(old);
      from += 1;
    }
    const last = events[events.length - 1];
    const twin = rest[from];
    if (twin !== undefined && compareEvents(twin, event) === 0) {
      from += 1;
      if (differs(twin, event)) push(event);
      else events.push(twin);
    } else if (last !== undefined && compareEvents(last, event) === 0) {
      if (differs(last, event)) {
        events[events.length - 1] = event;
        changedFrom = Math.min(changedFrom ?? events.length, events.length - 1);
      }
    } else push(event);
  }
  for (; from < rest.length; from += 1) {
    const old = rest[from];
    if (old !== undefined) events.push(old);
  }
  return { events, changedFrom };
}
