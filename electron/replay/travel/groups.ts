import type { EventRow } from '#shared/contract/replay.ts';
import type { GroupRow } from '#shared/contract/travel.ts';
import { firstIndex } from '../bisect.ts';
import { FLAG } from '../flags.ts';
import type { Positions } from '../rowFilter.ts';
import type { RowRange } from '../rowRange.ts';
import type { Slices } from '../slices.ts';
import type { Budget } from './budget.ts';
import type { Travelled } from './travelled.ts';

/** Fewer events of one type in a row are shown as they are: a group of two saves nothing. */
const LEAST = 3;

/** Runs of a filtered list, by the index in the list at which each begins, and the rows that they take when collapsed. */
export interface Runs {
  readonly length: number;
  readonly starts: readonly number[];
  /** Rows before each run while every group is collapsed; one more entry than there are runs. */
  readonly rows: readonly number[];
}

/**
 * Cuts a filtered list into runs of one type. An event with a finding stands alone, so that no group hides it; that a
 * type is unknown to the reducer is told by the group itself. Each slice lasts as long as a new `budget`.
 */
export function* runSlices(stream: Travelled, positions: Positions, budget: () => Budget): Slices<Runs> {
  const starts: number[] = [];
  const rows: number[] = [0];
  let type: string | undefined;
  let open = false;
  const close = (end: number): void => {
    const start = starts.at(-1);
    if (start === undefined) return;
    const before = rows.at(-1) ?? 0;
    rows.push(before + (end - start < LEAST ? end - start : 1));
  };
  let slice = budget();
  for (let index = 0; index < positions.length; index += 1) {
    if (slice.spent()) {
      yield;
      slice = budget();
    }
    const position = positions.at(index) ?? -1;
    const here = stream.typeAt(position);
    const flagged = (stream.flagsAt(position) & ~FLAG.unknown) !== 0;
    if (!open || flagged || here !== type) {
      close(index);
      starts.push(index);
    }
    open = !flagged;
    type = here;
  }
  close(positions.length);
  return { length: positions.length, starts, rows };
}

/** The grouped list for a set of open groups. */
export interface GroupedList {
  readonly total: number;
  /** What stands at a row: an event by its index in the filtered list, or a group by the indexes of its first and last. */
  at(row: number): Place | undefined;
  /** The row at which the event of an index in the filtered list is shown, or the group that hides it. */
  rowOf(index: number): number;
}

/** What stands at a row of the grouped list. */
type Place =
  | { readonly kind: 'event'; readonly index: number; readonly within: boolean }
  | { readonly kind: 'group'; readonly from: number; readonly to: number; readonly expanded: boolean };

/** The list in which the runs in `open` (ascending) are expanded. */
export function groupedList({ length, starts, rows }: Runs, open: readonly number[]): GroupedList {
  const end = (run: number): number => starts[run + 1] ?? length;
  const size = (run: number): number => end(run) - (starts[run] ?? length);
  const groups = open.filter((run) => run < starts.length && size(run) >= LEAST);
  const opened = new Set(groups);
  const extra: number[] = [0];
  for (const run of groups) extra.push((extra.at(-1) ?? 0) + size(run));
  const extraBefore = (run: number): number =>
    extra[firstIndex(groups.length, (at) => (groups[at] ?? run) >= run)] ?? 0;
  const rowsBefore = (run: number): number => (rows[run] ?? 0) + extraBefore(run);
  const total = rowsBefore(starts.length);
  return {
    total,
    at(row) {
      if (row < 0 || row >= total) return undefined;
      const run = firstIndex(starts.length, (at) => rowsBefore(at + 1) > row);
      const from = starts[run] ?? 0;
      const offset = row - rowsBefore(run);
      if (size(run) < LEAST) return { kind: 'event', index: from + offset, within: false };
      if (offset > 0) return { kind: 'event', index: from + offset - 1, within: true };
      return { kind: 'group', from, to: end(run) - 1, expanded: opened.has(run) };
    },
    rowOf(index) {
      const run = firstIndex(starts.length, (at) => end(at) > index);
      const offset = index - (starts[run] ?? 0);
      if (size(run) < LEAST) return rowsBefore(run) + offset;
      return rowsBefore(run) + (opened.has(run) ? offset + 1 : 0);
    },
  };
}

/** A list of `total` events without groups. */
export const flatList = (total: number): GroupedList => ({
  total,
  at: (row) => (row >= 0 && row < total ? { kind: 'event', index: row, within: false } : undefined),
  rowOf: (index) => index,
});

/** The runs that begin with these sequences; what begins with another one now is not open any more. */
export function runsAt(
  stream: Travelled,
  positions: Positions,
  { starts }: Runs,
  sequences: readonly number[],
): readonly number[] {
  const seqOf = (run: number): number => stream.seqAt(positions.at(starts[run] ?? -1) ?? -1) ?? 0;
  const runs = new Set<number>();
  for (const seq of sequences) {
    const run = firstIndex(starts.length, (at) => seqOf(at) >= seq);
    if (run < starts.length && seqOf(run) === seq) runs.add(run);
  }
  return [...runs].sort((a, b) => a - b);
}

/** Rows of a grouped list; `rowsAt` gives the event rows of indexes in the filtered list. */
export function groupRows(
  list: GroupedList,
  { from, to }: RowRange,
  rowsAt: (indexes: readonly number[]) => readonly (EventRow | undefined)[],
): readonly GroupRow[] {
  const places: Place[] = [];
  for (let row = from; row < Math.min(to, list.total); row += 1) {
    const place = list.at(row);
    if (place !== undefined) places.push(place);
  }
  const indexes = places.flatMap((place) =>
    place.kind === 'event' ? [place.index] : [place.from, place.to],
  );
  const unique = [...new Set(indexes)].sort((a, b) => a - b);
  const rows = new Map(rowsAt(unique).map((row, at) => [unique[at], row]));
  return places.flatMap((place): readonly GroupRow[] => {
    if (place.kind === 'event') {
      const row = rows.get(place.index);
      return row === undefined ? [] : [{ kind: 'event', row, within: place.within }];
    }
    const [first, last] = [rows.get(place.from), rows.get(place.to)];
    if (first === undefined || last === undefined) return [];
    return [{ kind: 'group', first, last, count: place.to - place.from + 1, expanded: place.expanded }];
  });
}
