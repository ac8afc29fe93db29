import type { Replayed } from '../replayed.ts';
import { firstFrom } from './places.ts';

/** The next events and how long after the one before each came; columns, one entry per event. */
export interface Pace {
  readonly seqs: readonly number[];
  /** Milliseconds, never negative: a clock that goes back, or cannot be read, lets no time pass. */
  readonly sinceMs: readonly number[];
}

/** The pace of up to `count` events after `seq`. */
export function paceAfter(stream: Replayed, seq: number, count: number): Pace {
  const from = firstFrom(stream, seq + 1);
  const seqs: number[] = [];
  const sinceMs: number[] = [];
  for (let position = from; position < Math.min(stream.length, from + count); position += 1) {
    const since = stream.timeAt(position) - stream.timeAt(position - 1);
    seqs.push(stream.seqAt(position) ?? 0);
    sinceMs.push(since > 0 ? since : 0);
  }
  return { seqs, sinceMs };
}
