import type { RangeCache } from '../../../ui/list/rangeCache.ts';
import type { ListPlace } from './listPlace.ts';

/** What is here of a list of events. */
export interface ListHere<T> {
  readonly rows: RangeCache<T>;
  /** Where the selection stands in it. */
  readonly place: ListPlace | undefined;
  /** The event that a row stands for. */
  readonly seqOf: (row: T) => number;
}

/** What the task is at the moment of a step. */
export interface TaskNow {
  readonly selected: number;
  /** Whether all its events are read. */
  readonly complete: boolean;
  readonly version: number | undefined;
}

/** The event of the row `by` rows from the selected one, where that is known for sure: its rows are here and stand still. */
export function knownStep<T>(
  { rows, place, seqOf }: ListHere<T>,
  now: TaskNow,
  by: number,
): number | undefined {
  if (!now.complete || rows.version() !== now.version) return undefined;
  const row = place?.index ?? -1;
  rows.forgetOld(row + by);
  const [from, to] = [rows.at(row), rows.at(row + by)];
  // Of an event that came twice there are two rows.
  if (from === undefined || to === undefined || seqOf(from) !== now.selected) return undefined;
  return seqOf(to) === now.selected ? undefined : seqOf(to);
}
