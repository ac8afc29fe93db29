import type { Replayed } from './replayed.ts';

/** Numbers `from` to `to`, both included. */
export interface SeqRange {
  readonly from: number;
  readonly to: number;
}

/** Beyond this many missing numbers, runs of them are told as ranges (CONTRACTS 6). */
const MAX_SINGLE = 100;

/**
 * The numbers from 1 to the last that no item carries. `taken`: numbers of items that could not be read. What may
 * be missing after the last event cannot be told from the events.
 */
export function missingRanges(
  stream: Pick<Replayed, 'length' | 'seqAt'>,
  taken: readonly number[],
): readonly SeqRange[] {
  const ranges: SeqRange[] = [];
  let next = 1;
  let position = 0;
  const meet = (seq: number): void => {
    if (seq > next) ranges.push({ from: next, to: seq - 1 });
    next = seq + 1;
  };
  for (let at = 0; at < stream.length; at += 1) {
    const seq = stream.seqAt(at) ?? next;
    for (let other = taken[position]; other !== undefined && other < seq; other = taken[position]) {
      meet(other);
      position += 1;
    }
    meet(seq);
  }
  for (const other of taken.slice(position)) meet(other);
  return ranges;
}

/** Missing numbers as a finding tells them: one by one, or beyond 100 as ranges. */
export function tellMissing(ranges: readonly SeqRange[]): (number | [number, number])[] {
  const total = ranges.reduce((sum, range) => sum + range.to - range.from + 1, 0);
  if (total > MAX_SINGLE) return ranges.map(({ from, to }) => (from === to ? from : [from, to]));
  return ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index));
}
