import { firstIndex } from './bisect.ts';
import { createColumn } from './column.ts';
import type { EventRows } from './eventRows.ts';
import { compareEvents } from './order.ts';

/**
 * The rows of a stream in the order of their events: by number, so `EVENT#10000` comes after `EVENT#9999`. Those with one
 * number (`EVENT#0007`, `EVENT#7`) are all kept, in the order of their keys, whatever order they arrived in.
 */
export interface RowOrder {
  readonly length: number;
  /** Row by position; longer than what is in use. */
  readonly rows: Uint32Array;
  /**
   * Puts rows where they belong; one whose event is there already takes its place when it differs. Returns the first
   * position that holds something else than before, if any.
   */
  insert(batch: readonly number[]): number | undefined;
  remove(position: number): void;
  /** The first position whose number is at least `seq`. */
  firstAtOrAfter(seq: number): number;
  trim(): void;
}

/** Rows that are sorted by number at a time, and the largest number: both together stay exact in a double. */
const MOST = 2 ** 20;
const WIDEST = 2 ** 32;

/** An empty order of `rows`. `replaced` is told of a row that another takes the place of. */
export function createRowOrder(
  rows: EventRows,
  replaced: (before: number, after: number) => void = () => undefined,
): RowOrder {
  const order = createColumn(Uint32Array);
  let length = 0;

  const compare = (a: number, b: number): number => {
    const difference = rows.seqOf(a) - rows.seqOf(b);
    if (difference !== 0) return difference;
    return compareEvents(rows.eventOf(a), rows.eventOf(b));
  };

  const firstAtOrAfter = (seq: number): number =>
    firstIndex(length, (position) => rows.seqOf(order.values[position] ?? 0) >= seq);

  const push = (row: number): void => {
    order.values[length] = row;
    length += 1;
  };

  /** The rows of `batch` by number, and by key where they share one. */
  const sorted = (batch: readonly number[]): readonly number[] => {
    const seqs = Float64Array.from(batch, (row) => rows.seqOf(row));
    if (seqs.every((seq, index) => index === 0 || (seqs[index - 1] ?? seq) < seq)) return batch;
    if (seqs.some((seq) => seq > WIDEST) || batch.length > MOST) return [...batch].sort(compare);
    // Numbers with their places in them sort many times faster than rows that are compared one with another.
    const keys = seqs.map((seq, index) => seq * MOST + index).sort();
    const isShared = keys.some(
      (key, index) => index > 0 && Math.floor((keys[index - 1] ?? 0) / MOST) === Math.floor(key / MOST),
    );
    return isShared ? [...batch].sort(compare) : Array.from(keys, (key) => batch[key % MOST] ?? 0);
  };

  /** The first place in `rest`, from `from` on, that is not before `row`: mostly the very next, since rows come in runs. */
  const placeIn = (rest: Uint32Array, from: number, row: number): number => {
    const next = rest[from];
    if (next === undefined || compare(next, row) >= 0) return from;
    const left = rest.length - from;
    return from + firstIndex(left, (index) => compare(rest[from + index] ?? 0, row) >= 0);
  };

  const insert = (batch: readonly number[]): number | undefined => {
    const fresh = sorted(batch);
    const [first] = fresh;
    if (first === undefined) return undefined;
    const start = firstAtOrAfter(rows.seqOf(first));
    const rest = order.values.slice(start, length);
    order.room(length + fresh.length);
    length = start;
    let from = 0;
    let changedFrom: number | undefined;
    for (const row of fresh) {
      const behind = placeIn(rest, from, row);
      order.values.set(rest.subarray(from, behind), length);
      length += behind - from;
      from = behind;
      const last = length > start ? order.values[length - 1] : undefined;
      const twin = rest[from];
      if (twin !== undefined && compare(twin, row) === 0) {
        from += 1;
        const isSame = rows.same(twin, row);
        if (!isSame) {
          changedFrom ??= length;
          replaced(twin, row);
        }
        push(isSame ? twin : row);
      } else if (last !== undefined && compare(last, row) === 0) {
        if (rows.same(last, row)) continue;
        changedFrom = Math.min(changedFrom ?? length, length - 1);
        order.values[length - 1] = row;
      } else {
        changedFrom ??= length;
        push(row);
      }
    }
    order.values.set(rest.subarray(from), length);
    length += rest.length - from;
    return changedFrom;
  };

  return {
    get length() {
      return length;
    },
    get rows() {
      return order.values;
    },
    insert,
    remove(position) {
      order.values.copyWithin(position, position + 1, length);
      length -= 1;
    },
    firstAtOrAfter,
    trim: () => order.trim(length),
  };
}
