import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent, UndecodableEvent } from '#shared/model/taskEvent.ts';
import { TASK_RULES, type StreamRules } from '#shared/model/taskItem.ts';
import { parseTime } from '#shared/model/times.ts';
import { firstIndex } from './bisect.ts';
import { createCheckpoints } from './checkpoints.ts';
import { sameEvent } from './equality.ts';
import { FLAG } from './flags.ts';
import { countUpTo, firstAtOrAfter, mergeEvents } from './order.ts';
import type { IllegalMove, Reducer, StepProblem } from './reducer.ts';
import type { Replayed } from './replayed.ts';

/** A folded stream, one entry per event in every column. Live: read it before the next change. */
export interface StreamView {
  readonly events: readonly TaskEvent[];
  /** Status after the event. */
  readonly statuses: readonly string[];
  /** Epoch milliseconds as written; NaN when unreadable. */
  readonly times: readonly number[];
  /** The same made to never go back, for drawing and seeking; -Infinity before the first readable one. */
  readonly clock: readonly number[];
  /** Position of the last readable time up to here; -1 when there is none. */
  readonly readable: readonly number[];
  /** Bits of `FLAG`. */
  readonly flags: readonly number[];
  /** The illegal moves, by position. */
  readonly moves: ReadonlyMap<number, IllegalMove>;
  /** What the reducer has to say against events, by position. */
  readonly problems: ReadonlyMap<number, readonly StepProblem[]>;
  readonly undecodable: ReadonlyMap<string, UndecodableEvent>;
}

/** The events of one task, ordered and folded as they arrive; only what a change touches is folded again. */
export interface TaskStream {
  /** Takes events in any order; returns whether anything changed. */
  addEvents(batch: readonly TaskEvent[]): boolean;
  addUndecodable(batch: readonly UndecodableEvent[]): boolean;
  clear(): void;
  view(): StreamView;
  /** The stream as analyses see it. */
  replayed(): Replayed;
  /** The events alone, without folding them. */
  list(): Pick<StreamView, 'events'>;
  /** State after the first `count` events. */
  readonly stateAfter: (count: number) => AttributeMap;
  /** State after every event with a number up to `seq`. */
  stateAt(seq: number): AttributeMap;
  /** How many events lie at or before `timeMs`, on the clock that never goes back. */
  countUntil(timeMs: number): number;
}

/** Makes an empty stream folded by `reducer` and checked by the `rules` of its layout. */
export function createTaskStream(reducer: Reducer, rules: StreamRules = TASK_RULES): TaskStream {
  // The widest number that the padding holds: from here on the order of keys as text breaks (CONTRACTS 1).
  const widest = rules.padding === undefined ? Number.POSITIVE_INFINITY : 10 ** rules.padding - 1;
  let events: TaskEvent[] = [];
  const statuses: string[] = [];
  const times: number[] = [];
  const clock: number[] = [];
  const flags: number[] = [];
  const moves = new Map<number, IllegalMove>();
  const problems = new Map<number, readonly StepProblem[]>();
  const undecodable = new Map<string, UndecodableEvent>();
  let unread: readonly number[] = [];
  const readable: number[] = [];
  let checkpoints = createCheckpoints(reducer);
  const columns = [statuses, times, clock, readable, flags];

  const truncateAt = (seq: number, position: number): void => {
    // From the first event of the number on: its flag tells of the others with the same number.
    const from = Math.min(position, firstAtOrAfter(events, seq));
    checkpoints.truncate(from);
    for (const column of columns) column.length = Math.min(column.length, from);
    for (const told of [moves, problems]) for (const at of [...told.keys()]) if (at >= from) told.delete(at);
  };

  /** Whether a number between two neighbours has no item at all, readable or not. */
  const isGap = (previous: number, seq: number): boolean => {
    const between = seq - previous - 1;
    return between > 0 && between > countBelow(unread, seq) - countBelow(unread, previous + 1);
  };

  const flagsOf = (position: number, event: TaskEvent, time: number): number => {
    const previous = events[position - 1];
    const { seq } = event;
    let bits = reducer.knows(event.type) ? 0 : FLAG.unknown;
    if (isGap(previous?.seq ?? 0, seq)) bits |= FLAG.gap;
    if (
      rules.sharesSequences !== true &&
      (previous?.seq === seq ||
        events[position + 1]?.seq === seq ||
        countBelow(unread, seq + 1) > countBelow(unread, seq))
    )
      bits |= FLAG.duplicate;
    if (seq > widest && (previous?.seq ?? 0) <= widest) bits |= FLAG.overflow;
    if (!rules.hasTimes) return bits;
    if (Number.isNaN(time)) bits |= FLAG.unreadable;
    const before = times[readable[position - 1] ?? -1];
    if (before !== undefined && time < before) bits |= FLAG.regression;
    return bits;
  };

  const visit = (position: number, before: AttributeMap, event: TaskEvent, after: AttributeMap): void => {
    if (position < flags.length) return;
    const time = parseTime(event.at);
    const move = reducer.illegalMove(before, event);
    if (move !== undefined) moves.set(position, move);
    const found = reducer.problemsOf?.(before, event) ?? [];
    if (found.length > 0) problems.set(position, found);
    flags.push(
      flagsOf(position, event, time) | (move === undefined ? 0 : FLAG.illegal) | problemFlags(found),
    );
    times.push(time);
    readable.push(Number.isNaN(time) ? (readable[position - 1] ?? -1) : position);
    const sofar = clock[position - 1] ?? Number.NEGATIVE_INFINITY;
    clock.push(time > sofar ? time : sofar);
    statuses.push(reducer.statusOf(after));
  };

  const settle = (): void => {
    checkpoints.settle(events, visit);
  };

  const stateAfter = (count: number): AttributeMap => {
    settle();
    return checkpoints.stateAfter(events, count);
  };

  /** What has become unreadable is no event any more. */
  const dropEvent = ({ key, seq }: UndecodableEvent): void => {
    if (seq === undefined) return;
    const from = firstAtOrAfter(events, seq);
    truncateAt(seq, from);
    for (let position = from; events[position]?.seq === seq; position += 1) {
      if (events[position]?.key === key) {
        events.splice(position, 1);
        return;
      }
    }
  };

  return {
    stateAfter,
    stateAt: (seq) => stateAfter(countUpTo(events, seq)),
    addEvents(batch) {
      const merged = mergeEvents(events, batch, (old, fresh) => !sameEvent(old, fresh));
      events = merged.events;
      const healed = batch.filter((event) => undecodable.delete(event.key));
      if (healed.length > 0) unread = seqsOf(undecodable);
      for (const event of healed) truncateAt(event.seq, events.length);
      if (merged.changedFrom === undefined) return healed.length > 0;
      const first = events[merged.changedFrom];
      if (first !== undefined) truncateAt(first.seq, merged.changedFrom);
      return true;
    },
    addUndecodable(batch) {
      const fresh = batch.filter((item) => {
        const old = undecodable.get(item.key);
        return old?.reason !== item.reason || old.seq !== item.seq;
      });
      for (const item of fresh) {
        undecodable.set(item.key, item);
        dropEvent(item);
      }
      if (fresh.length > 0) unread = seqsOf(undecodable);
      return fresh.length > 0;
    },
    clear() {
      events = [];
      undecodable.clear();
      unread = [];
      checkpoints = createCheckpoints(reducer);
      for (const column of columns) column.length = 0;
      moves.clear();
      problems.clear();
    },
    replayed() {
      settle();
      return {
        length: events.length,
        eventAt: (position) => events[position],
        seqAt: (position) => events[position]?.seq,
        typeAt: (position) => events[position]?.type,
        timeAt: (position) => times[position] ?? Number.NaN,
        stateAfter,
        steps(from, to, visit) {
          let state = stateAfter(from);
          for (let position = from; position < to; position += 1) {
            const event = events[position];
            if (event === undefined) return;
            const after = reducer.step(state, event);
            if (visit(position, state, event, after) === false) return;
            state = after;
          }
        },
      };
    },
    list: () => ({ events }),
    view() {
      settle();
      return { events, statuses, times, clock, readable, flags, moves, problems, undecodable };
    },
    countUntil(timeMs) {
      settle();
      return firstIndex(clock.length, (index) => (clock[index] ?? timeMs) > timeMs);
    },
  };
}

function problemFlags(problems: readonly StepProblem[]): number {
  let bits = 0;
  for (const { kind } of problems) bits |= kind === 'reducer-failed' ? FLAG.failed : FLAG.violated;
  return bits;
}

/** The numbers of unreadable items, each once, in order. */
function seqsOf(undecodable: ReadonlyMap<string, UndecodableEvent>): readonly number[] {
  const seqs = new Set<number>();
  for (const { seq } of undecodable.values()) if (seq !== undefined) seqs.add(seq);
  return [...seqs].sort((a, b) => a - b);
}

/** How many of the ordered `numbers` are below `limit`. */
function countBelow(numbers: readonly number[], limit: number): number {
  return firstIndex(numbers.length, (index) => (numbers[index] ?? limit) >= limit);
}
