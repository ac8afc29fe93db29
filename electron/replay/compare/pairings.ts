import type { Pairing } from '#shared/contract/compare.ts';
import { alignInSlices, type Run } from '../align/align.ts';
import { createTurn, type Turn } from '../align/turn.ts';
import { firstIndex } from '../bisect.ts';

/** Events of one side as numbers: equal types have one number, equal types with equal payloads one digest. */
export interface Marks {
  readonly types: Int32Array;
  readonly digests: Float64Array;
}

/** Rows of one kind, one after the other. */
export interface PairedRun {
  readonly kind: Pairing;
  readonly a: number;
  readonly b: number;
  readonly length: number;
  /** Number of the first row. */
  readonly row: number;
}

/** How the events of two sides stand to each other, in rows. */
export interface Pairings {
  readonly runs: readonly PairedRun[];
  readonly rows: number;
  readonly shortest: boolean;
}

/** Runs, as long as neighbours of one kind are one. */
interface Builder {
  readonly runs: PairedRun[];
  readonly add: (kind: Pairing, a: number, b: number, length: number) => void;
}

function createBuilder(): Builder {
  const runs: PairedRun[] = [];
  return {
    runs,
    add(kind, a, b, length) {
      const last = runs.at(-1);
      if (length === 0) return;
      const row = last === undefined ? 0 : last.row + last.length;
      if (last?.kind === kind) runs[runs.length - 1] = { ...last, length: last.length + length };
      else runs.push({ kind, a, b, length, row });
    },
  };
}

/** Adds what an alignment by type pairs: those whose digests are equal too are the same, others changed. */
function* addByType(
  builder: Builder,
  left: Marks,
  right: Marks,
  run: Run,
  [a0, b0]: readonly [number, number],
  turn: Turn,
): Generator<number, void> {
  const [a, b] = [a0 + run.a, b0 + run.b];
  if (run.kind !== 'same') {
    builder.add(run.kind, a, b, run.length);
    if (turn()) yield a + b;
    return;
  }
  const kindAt = (at: number): Pairing =>
    left.digests[a + at] === right.digests[b + at] ? 'same' : 'changed';
  let from = 0;
  for (let at = 1; at <= run.length; at += 1) {
    const kind = kindAt(from);
    if (at === run.length || kindAt(at) !== kind) {
      builder.add(kind, a + from, b + from, at - from);
      from = at;
    }
    if (turn()) yield a + b + 2 * at;
  }
}

/** Aligns parts of both sides by their types alone. */
function* byType(
  builder: Builder,
  left: Marks,
  right: Marks,
  [a0, a1]: readonly [number, number],
  [b0, b1]: readonly [number, number],
  turn: Turn,
): Generator<number, boolean> {
  const equal = (a: number, b: number): boolean => left.types[a0 + a] === right.types[b0 + b];
  const { runs, shortest } = yield* alignInSlices({ a: a1 - a0, b: b1 - b0, equal }, undefined, turn);
  for (const run of runs) yield* addByType(builder, left, right, run, [a0, b0], turn);
  return shortest;
}

const finished = ({ runs }: Builder, shortest: boolean): Pairings => {
  const last = runs.at(-1);
  return { runs, rows: last === undefined ? 0 : last.row + last.length, shortest };
};

/** Places of a table of what one side has; two digests may share one, which costs time and no truth. */
const PLACES = 1 << 25;

/** Positions of one side whose digests the other may have too: nothing else can be equal. */
function* shared(own: Float64Array, other: Float64Array, turn: Turn): Generator<number, readonly number[]> {
  const there = new Uint8Array(Math.min(PLACES, 64 * other.length + 1));
  for (let at = 0; at < other.length; at += 1) {
    there[(other[at] ?? 0) % there.length] = 1;
    if (turn()) yield 0;
  }
  const positions: number[] = [];
  for (let at = 0; at < own.length; at += 1) {
    if (there[(own[at] ?? 0) % there.length] === 1) positions.push(at);
    if (turn()) yield 0;
  }
  return positions;
}

/** By what is equal in type and payload first; between such events, by type. */
function* byPayload(left: Marks, right: Marks, turn: Turn): Generator<number, Pairings> {
  const builder = createBuilder();
  const a = yield* shared(left.digests, right.digests, turn);
  const b = yield* shared(right.digests, left.digests, turn);
  const placeOf = (positions: readonly number[], at: number): number => positions[at] ?? 0;
  const equal = (x: number, y: number): boolean =>
    left.digests[placeOf(a, x)] === right.digests[placeOf(b, y)];
  const aligned = yield* alignInSlices({ a: a.length, b: b.length, equal }, undefined, turn);
  let { shortest } = aligned;
  let [x, y] = [0, 0];
  for (const run of aligned.runs) {
    if (run.kind !== 'same') continue;
    for (let at = 0; at < run.length; at += 1) {
      const [toX, toY] = [placeOf(a, run.a + at), placeOf(b, run.b + at)];
      if (toX > x || toY > y) {
        shortest = (yield* byType(builder, left, right, [x, toX], [y, toY], turn)) && shortest;
      }
      builder.add('same', toX, toY, 1);
      [x, y] = [toX + 1, toY + 1];
      if (turn()) yield x + y;
    }
  }
  const [endX, endY] = [left.types.length, right.types.length];
  shortest = (yield* byType(builder, left, right, [x, endX], [y, endY], turn)) && shortest;
  return finished(builder, shortest);
}

/** How much two sides have in common under an alignment: an event that is the same counts twice. */
const common = ({ runs }: Pairings): number =>
  runs.reduce(
    (sum, { kind, length }) => sum + (kind === 'same' ? 2 * length : kind === 'changed' ? length : 0),
    0,
  );

/**
 * Pairs the events of two sides in their order, in slices. Both by payload and by type alone: a payload that happens
 * to recur may tear apart what runs in step, so the one counts that finds more in common.
 */
export function* pairEvents(left: Marks, right: Marks): Generator<number, Pairings> {
  const turn = createTurn();
  const payload = yield* byPayload(left, right, turn);
  if (payload.runs.every(({ kind }) => kind === 'same')) return payload;
  const builder = createBuilder();
  const all = (marks: Marks): readonly [number, number] => [0, marks.types.length];
  const type = finished(builder, yield* byType(builder, left, right, all(left), all(right), turn));
  return common(type) > common(payload) ? type : payload;
}

/** The run that a row lies in. */
export function runAt({ runs }: Pairings, row: number): PairedRun | undefined {
  return runs[firstIndex(runs.length, (index) => (runs[index]?.row ?? 0) > row) - 1];
}
