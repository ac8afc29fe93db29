import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { StreamRules } from '#shared/model/taskItem.ts';
import { eventsAhead } from './ahead.ts';
import { createColumn } from './column.ts';
import { FLAG } from './flags.ts';
import type { Fold, FoldSource } from './fold.ts';
import type { Reducer } from './reducer.ts';
import type { VisitStep } from './replayed.ts';
import type { StreamView } from './streamView.ts';
import type { Unreadable } from './unreadable.ts';

/** What the columns of a stream are made from. */
export interface ColumnParts extends FoldSource {
  readonly reducer: Reducer;
  readonly rules: StreamRules;
  readonly fold: Fold;
  readonly unreadable: Unreadable;
}

/** Events folded between two looks at the clock. */
const TURN = 512;

/** Positions whose flags are looked at together first. */
const BLOCK = 4096;

/** Stands for every status beyond the first so many: such a one is found again by its state. */
const MANY = 0xff;

/** What is concluded at each position of a stream, as far as it has been folded. */
export function createStreamColumns({ reducer, rules, fold, unreadable, rows, order, eventAt }: ColumnParts) {
  const statuses = createColumn(Uint8Array);
  const flags = createColumn(Uint16Array);
  /** All flags of a block's positions together, and perhaps some that were there. */
  const blocks = createColumn(Uint16Array);
  const statusNames: string[] = [];
  const statusIds = new Map<string, number>();
  const known: boolean[] = [];
  /** The widest number that the padding holds: from here on the order of keys as text breaks (CONTRACTS 1). */
  const widest = rules.padding === undefined ? Number.POSITIVE_INFINITY : 10 ** rules.padding - 1;
  /** The last readable time of what has been folded. */
  let before = Number.NaN;
  /** What its double lacks: many writers have nanoseconds. */
  let beforeBelow = 0;

  const timeAt = (position: number): number =>
    position >= 0 && position < order.length
      ? (rows.times.values[order.rows[position] ?? -1] ?? Number.NaN)
      : Number.NaN;

  const belowAt = (position: number): number => rows.below.values[order.rows[position] ?? -1] ?? 0;

  const seqAt = (position: number): number | undefined =>
    position >= 0 && position < order.length ? rows.seqOf(order.rows[position] ?? 0) : undefined;

  const readableAt = (position: number): number => {
    let at = position;
    while (at >= 0 && Number.isNaN(timeAt(at))) at -= 1;
    return at;
  };

  const statusId = (status: string): number => {
    const id = statusIds.get(status);
    if (id !== undefined) return id;
    if (statusNames.length >= MANY) return MANY;
    statusIds.set(status, statusNames.length);
    return statusNames.push(status) - 1;
  };

  const isKnown = (type: number): boolean => (known[type] ??= reducer.knows(rows.typeNames[type] ?? ''));

  /** Whether a number between two neighbours has no item at all, readable or not. */
  const isGap = (previous: number, seq: number): boolean => {
    const between = seq - previous - 1;
    return between > 0 && between > unreadable.taken(previous + 1, seq);
  };

  /** What is wrong at positions from `from` up to `to`, beside what the fold found; a tight loop, over a million. */
  const check = (from: number, to: number): void => {
    const places = order.rows;
    const times = rows.times.values;
    const belows = rows.below.values;
    const types = rows.types.values;
    const wrong = flags.values;
    const someUnread = unreadable.byKey.size > 0;
    const isDoubled = rules.sharesSequences !== true;
    let previous = seqAt(from - 1) ?? 0;
    let seq = seqAt(from) ?? 0;
    for (let position = from; position < to; position += 1) {
      const row = places[position] ?? 0;
      const time = times[row] ?? Number.NaN;
      const next = position + 1 < order.length ? rows.seqOf(places[position + 1] ?? 0) : 0;
      const type = types[row] ?? 0;
      let bits = wrong[position] ?? 0;
      if (!(known[type] ?? isKnown(type))) bits |= FLAG.unknown;
      if (seq !== previous + 1 && isGap(previous, seq)) bits |= FLAG.gap;
      if (isDoubled && ((previous === seq && position > 0) || next === seq)) bits |= FLAG.duplicate;
      if (isDoubled && someUnread && unreadable.taken(seq, seq + 1) > 0) bits |= FLAG.duplicate;
      if (seq > widest && previous <= widest) bits |= FLAG.overflow;
      const below = belows[row] ?? 0;
      const isEarlier = time < before || (time === before && below < beforeBelow);
      if (isEarlier && rules.hasTimes) bits |= FLAG.regression;
      if (!Number.isNaN(time)) {
        before = time;
        beforeBelow = below;
      } else if (rules.hasTimes) bits |= FLAG.unreadable;
      wrong[position] = bits;
      note(position, bits);
      previous = seq;
      seq = next;
    }
  };

  const note = (position: number, bits: number): void => {
    const block = Math.floor(position / BLOCK);
    if (position % BLOCK === 0) {
      blocks.room(block + 1);
      blocks.values[block] = bits;
    } else if (bits !== 0) blocks.values[block] = (blocks.values[block] ?? 0) | bits;
  };

  const settleTo = (to: number, until?: number): void => {
    statuses.room(to);
    flags.room(to);
    const from = fold.settled;
    fold.settle(to, { statusId, statuses: statuses.values, flags: flags.values }, until);
    check(from, fold.settled);
  };

  const settle = (ms: number): boolean => {
    const end = performance.now() + ms;
    while (fold.settled < order.length) {
      settleTo(Math.min(order.length, fold.settled + TURN), end);
      if (performance.now() > end) break;
    }
    return fold.settled >= order.length;
  };

  const clock = (): Float64Array => {
    const times = new Float64Array(order.length);
    let sofar = Number.NEGATIVE_INFINITY;
    for (let position = 0; position < times.length; position += 1) {
      const time = timeAt(position);
      if (time > sofar) sofar = time;
      times[position] = sofar;
    }
    return times;
  };

  const stateAfter = (count: number): AttributeMap => fold.stateAfter(count);

  const view: StreamView = {
    get length() {
      return order.length;
    },
    eventAt,
    seqAt,
    typeAt: (position) =>
      position < order.length
        ? rows.typeNames[rows.types.values[order.rows[position] ?? -1] ?? -1]
        : undefined,
    timeAt,
    stateAfter,
    steps(from: number, to: number, visit: VisitStep) {
      let state = stateAfter(from);
      const { next } = eventsAhead(reducer, eventAt, to, order.length);
      for (let position = from; position < to; position += 1) {
        const event = next(state, position);
        if (event === undefined) return;
        const after = reducer.step(state, event);
        if (visit(position, state, event, after) === false) return;
        state = after;
      }
    },
    statusAt(position) {
      if (position < 0 || position >= fold.settled) return 'none';
      const id = statuses.values[position] ?? MANY;
      return statusNames[id] ?? reducer.statusOf(stateAfter(position + 1));
    },
    flagsAt: (position) => (position < fold.settled ? (flags.values[position] ?? 0) : 0),
    moveAt(position) {
      if (((flags.values[position] ?? 0) & FLAG.illegal) === 0) return undefined;
      const event = eventAt(position);
      return event === undefined ? undefined : reducer.illegalMove(stateAfter(position), event);
    },
    problemsAt(position) {
      if (((flags.values[position] ?? 0) & (FLAG.failed | FLAG.violated)) === 0) return [];
      const event = eventAt(position);
      return event === undefined ? [] : (reducer.problemsOf?.(stateAfter(position), event) ?? []);
    },
    readableAt,
    clock,
    *flagged(wanted) {
      for (let block = 0; block * BLOCK < fold.settled; block += 1) {
        if (((blocks.values[block] ?? 0) & wanted) === 0) continue;
        const end = Math.min(fold.settled, (block + 1) * BLOCK);
        for (let position = block * BLOCK; position < end; position += 1) {
          if (((flags.values[position] ?? 0) & wanted) !== 0) yield position;
        }
      }
    },
    hasRequests: () => rows.keyed > 0,
    requestAt: (position) => rows.requestOf(order.rows[position] ?? -1),
    typeCounts() {
      const counts = new Float64Array(rows.typeNames.length);
      const places = order.rows;
      for (let position = 0; position < order.length; position += 1) {
        const type = rows.types.values[places[position] ?? -1] ?? 0;
        counts[type] = (counts[type] ?? 0) + 1;
      }
      const named = rows.typeNames.map((type, id): [string, number] => [type, counts[id] ?? 0]);
      return new Map(named.filter(([, count]) => count > 0));
    },
    undecodable: unreadable.byKey,
  };

  return {
    view,
    stateAfter,
    settle,
    settleAll() {
      if (fold.settled < order.length) settleTo(order.length);
    },
    /** Forgets all from position `from` on: something else stands there now. */
    truncate(from: number) {
      fold.truncate(from);
      const last = readableAt(fold.settled - 1);
      before = timeAt(last);
      beforeBelow = belowAt(last);
    },
  };
}
