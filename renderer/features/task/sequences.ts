import type { TaskSummary } from '#shared/contract/replay.ts';
import type { Timeline } from '#shared/model/timeline.ts';

/** Which sequences a stream holds: everything from `first` to `last` but the ranges in `holes` (sorted, both ends included). */
export interface Sequences {
  readonly first: number;
  readonly last: number;
  readonly holes: readonly Hole[];
}

/** Sequences at which there is no event: missing, or stored but unreadable. */
export interface Hole {
  readonly from: number;
  readonly to: number;
}

/** The sequences of a task from its gaps and its unreadable entries. */
export function sequencesOf(summary: TaskSummary, timeline: Timeline | undefined): Sequences {
  const unreadable = summary.undecodable.flatMap(({ seq }) =>
    seq === undefined ? [] : [{ from: seq, to: seq }],
  );
  const holes = [...(timeline?.gaps ?? []), ...unreadable]
    .map(({ from, to }) => ({ from, to }))
    .sort((a, b) => a.from - b.from);
  return { first: summary.firstSeq, last: summary.lastSeq, holes };
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

const holeAt = (holes: readonly Hole[], seq: number): Hole | undefined =>
  holes.find((hole) => hole.from <= seq && seq <= hole.to);

/** The event nearest to `seq`, looking first in the direction `towards`; stays within the stream. */
export function settle(sequences: Sequences, seq: number, towards: 1 | -1 = -1): number {
  let at = clamp(seq, sequences.first, sequences.last);
  // Neighbouring holes (a gap beside an unreadable entry) are crossed one after the other.
  for (let hole = holeAt(sequences.holes, at); hole !== undefined; hole = holeAt(sequences.holes, at)) {
    at = towards === 1 ? hole.to + 1 : hole.from - 1;
    if (at < sequences.first || at > sequences.last) {
      return towards === 1
        ? settle({ ...sequences, last: hole.from - 1 }, hole.from - 1, -1)
        : sequences.first;
    }
  }
  return at;
}

/** `seq` moved by `by` events, over holes, staying within the stream. */
export function step(sequences: Sequences, seq: number, by: number): number {
  const towards = by < 0 ? -1 : 1;
  let at = seq;
  for (let left = Math.abs(by); left > 0; left--) {
    const next = settle(sequences, at + towards, towards);
    if (next === at) break;
    at = next;
  }
  return at;
}
