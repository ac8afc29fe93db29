import type { ComparedPoint, ComparedRow, ComparisonSummary, Difference } from '#shared/contract/compare.ts';
import { EMPTY_MAP, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { diffDocuments } from '../diff.ts';
import { gistOf } from '../gist.ts';
import type { Replayed } from '../replayed.ts';
import { eventDigest } from './eventDigest.ts';
import { pairEvents, runAt, type Marks, type PairedRun, type Pairings } from './pairings.ts';

/** One side: the first `count` events of a stream. */
export interface ComparedSide {
  readonly stream: Replayed;
  readonly count: number;
  /** What stands for the state at every row: a stored projection. It has seen `count` events, as far as is known. */
  readonly stored?: AttributeMap;
}

/** Two sides being compared, in slices. */
export interface Comparison {
  /** Goes on until `deadline` (as `performance.now()` counts); true once every event is paired. */
  advance(deadline: number): boolean;
  summary(): ComparisonSummary;
  readonly rows: number;
  rowsAt(from: number, to: number): readonly ComparedRow[];
  /** Both sides after a row; before the first at -1. */
  at(row: number): ComparedPoint;
  /** The nearest row that differs. */
  next(row: number, towards: 'forward' | 'back'): number | null;
}

/** Events marked between two looks at the clock. */
const BLOCK = 256;

/** Reduces events to numbers, in slices. Types get the same numbers on both sides. */
function* mark(
  { stream, count }: ComparedSide,
  numbers: Map<string, number>,
  done: number,
): Generator<number, Marks> {
  const types = new Int32Array(count);
  const digests = new Float64Array(count);
  for (let position = 0; position < count; position += 1) {
    const event = stream.eventAt(position);
    if (event === undefined) break;
    const number = numbers.get(event.type) ?? numbers.size;
    numbers.set(event.type, number);
    types[position] = number;
    digests[position] = eventDigest(event);
    if (position % BLOCK === BLOCK - 1) yield done + position;
  }
  return { types, digests };
}

/** Of two points of one stream, the events up to the earlier one are the very same. */
function inOneStream(left: number, right: number): Pairings {
  const same = Math.min(left, right);
  const rest = Math.abs(left - right);
  const kind = left > right ? 'left' : 'right';
  const runs: readonly PairedRun[] = [
    { kind: 'same', a: 0, b: 0, length: same, row: 0 },
    { kind, a: same, b: same, length: rest, row: same },
  ];
  return { runs: runs.filter(({ length }) => length > 0), rows: same + rest, shortest: true };
}

function* pair(left: ComparedSide, right: ComparedSide): Generator<number, Pairings> {
  if (left.stream === right.stream) return inOneStream(left.count, right.count);
  const numbers = new Map<string, number>();
  const a = yield* mark(left, numbers, 0);
  const b = yield* mark(right, numbers, left.count);
  return yield* pairEvents(a, b);
}

/** Positions of the events in a row; what one side lacks there, it has up to `before`. */
interface RowPlace {
  readonly kind: PairedRun['kind'];
  readonly left: number | undefined;
  readonly right: number | undefined;
  /** Events of each side up to and with this row. */
  readonly leftCount: number;
  readonly rightCount: number;
}

function placeOf(pairings: Pairings, row: number): RowPlace | undefined {
  const run = runAt(pairings, row);
  if (run === undefined || row >= run.row + run.length) return undefined;
  const at = row - run.row;
  const left = run.kind === 'right' ? undefined : run.a + at;
  const right = run.kind === 'left' ? undefined : run.b + at;
  return {
    kind: run.kind,
    left,
    right,
    leftCount: left === undefined ? run.a : left + 1,
    rightCount: right === undefined ? run.b : right + 1,
  };
}

const compared = (left: AttributeMap, right: AttributeMap): ComparedPoint['states'] => ({
  left,
  right,
  changes: [...diffDocuments(left, right)],
});

/** Begins to compare two sides. */
export function createComparison(left: ComparedSide, right: ComparedSide): Comparison {
  const total = left.count + right.count;
  const work = pair(left, right);
  let done = 0;
  let pairings: Pairings | undefined;

  const eventIn = ({ stream }: ComparedSide, position: number | undefined): TaskEvent | undefined =>
    position === undefined ? undefined : stream.eventAt(position);

  const difference = (kinds: readonly PairedRun['kind'][]): Difference | null => {
    const run = pairings?.runs.find(({ kind }) => kinds.includes(kind));
    const place = run === undefined || pairings === undefined ? undefined : placeOf(pairings, run.row);
    if (run === undefined || place === undefined) return null;
    const [a, b] = [eventIn(left, place.left), eventIn(right, place.right)];
    return {
      row: run.row,
      kind: run.kind,
      ...(a === undefined ? {} : { left: { seq: a.seq, type: a.type } }),
      ...(b === undefined ? {} : { right: { seq: b.seq, type: b.type } }),
    };
  };

  const stateOf = ({ stream, stored }: ComparedSide, count: number): AttributeMap =>
    stored ?? stream.stateAfter(count);

  const seqOf = ({ stream, stored }: ComparedSide, count: number): number | undefined =>
    stored === undefined ? (stream.seqAt(count - 1) ?? 0) : undefined;

  return {
    get rows() {
      return pairings?.rows ?? 0;
    },
    advance(deadline) {
      while (pairings === undefined) {
        const slice = work.next();
        if (slice.done === true) pairings = slice.value;
        else done = Math.min(total, slice.value);
        if (performance.now() >= deadline) break;
      }
      return pairings !== undefined;
    },
    summary() {
      const rows = { same: 0, changed: 0, left: 0, right: 0 };
      for (const { kind, length } of pairings?.runs ?? []) rows[kind] += length;
      const ends = compared(stateOf(left, left.count), stateOf(right, right.count));
      return {
        done: pairings === undefined ? done : total,
        total,
        complete: pairings !== undefined,
        rows,
        first: difference(['changed', 'left', 'right']),
        firstMissing: difference(['left', 'right']),
        shortest: pairings?.shortest ?? true,
        ends: new Set(ends.changes.map(({ path }) => path[0])).size,
        missingEnds: [],
      };
    },
    rowsAt(from, to) {
      const rows: ComparedRow[] = [];
      for (let row = from; row < to; row += 1) {
        const place = pairings === undefined ? undefined : placeOf(pairings, row);
        if (place === undefined) break;
        const [a, b] = [eventIn(left, place.left), eventIn(right, place.right)];
        rows.push({
          kind: place.kind,
          ...(a === undefined ? {} : { left: endOf(a) }),
          ...(b === undefined ? {} : { right: endOf(b) }),
        });
      }
      return rows;
    },
    at(row) {
      const place = pairings === undefined ? undefined : placeOf(pairings, row);
      const [leftCount, rightCount] = [place?.leftCount ?? 0, place?.rightCount ?? 0];
      const [leftSeq, rightSeq] = [seqOf(left, leftCount), seqOf(right, rightCount)];
      const payloads =
        place?.kind === 'changed'
          ? compared(
              eventIn(left, place.left)?.data ?? EMPTY_MAP,
              eventIn(right, place.right)?.data ?? EMPTY_MAP,
            )
          : null;
      return {
        row,
        ...(leftSeq === undefined ? {} : { leftSeq }),
        ...(rightSeq === undefined ? {} : { rightSeq }),
        states: compared(stateOf(left, leftCount), stateOf(right, rightCount)),
        payloads,
      };
    },
    next(row, towards) {
      const runs = (pairings?.runs ?? []).filter(({ kind }) => kind !== 'same');
      if (towards === 'forward') {
        const run = runs.find((each) => each.row + each.length > row + 1);
        return run === undefined ? null : Math.max(run.row, row + 1);
      }
      const run = runs.filter((each) => each.row < row).at(-1);
      return run === undefined ? null : Math.min(run.row + run.length - 1, row - 1);
    },
  };
}

const endOf = (event: TaskEvent): NonNullable<ComparedRow['left']> => ({
  seq: event.seq,
  type: event.type,
  at: event.at,
  gist: gistOf(event),
});
