import { createLatest, type Latest } from '../latest.ts';

/** Where event `seq` stands in a list, or the nearest before it; null when nothing stands before it there. */
export interface ListPlace {
  readonly seq: number;
  readonly index: number | null;
  readonly exact: boolean;
}

/** Asks where event `seq` stands in the list. Another function asks about another list. */
export type AskPlace = (seq: number, signal: AbortSignal) => Promise<Omit<ListPlace, 'seq'>>;

/** Where events stand in one list, one question at a time. Each answer goes to `found` with the event it is about. */
export function createPlaceQuestion(ask: AskPlace, found: (place: ListPlace) => void): Latest<number> {
  return createLatest(
    async (seq, signal) => ({ seq, ...(await ask(seq, signal)) }),
    found,
    () => undefined, // Why rows cannot be had is told by the list itself.
  );
}

/** What is known of the list that a place is in, perhaps later than the place. */
export interface ListEnd {
  /** Rows of the list that is here. */
  readonly total: number;
  /** The last event of the task. */
  readonly last: number | undefined;
  /** Whether all events of the task are read. */
  readonly complete: boolean;
}

/** The place in the list that is here. */
export function placeIn(
  { total, last, complete }: ListEnd,
  place: ListPlace | undefined,
): ListPlace | undefined {
  // While more comes, rows and place are of two moments; the last event stands in the last row all the same.
  const isLast = !complete && place?.exact === true && place.seq === last && total > 0;
  return isLast ? { ...place, index: total - 1 } : place;
}
