import type { TaskEvent } from '#shared/model/taskEvent.ts';

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
