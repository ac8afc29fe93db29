import { createTurn, type Turn } from './turn.ts';

/** What of two sequences stands side by side: `same` pairs of equal entries, or entries that only one side has. */
export interface Run {
  readonly kind: 'same' | 'left' | 'right';
  /** Where the run begins in each sequence. */
  readonly a: number;
  readonly b: number;
  readonly length: number;
}

/** Two sequences to be aligned: how long each is, and whether two of their entries are equal. */
export interface Pair {
  readonly a: number;
  readonly b: number;
  readonly equal: (a: number, b: number) => boolean;
}

/**
 * How many edits are looked ahead. Where two sequences differ by more in one place, the best way found so far is
 * taken: still an alignment, perhaps not the shortest. Bounds memory to about `WINDOW`² / 2 numbers.
 */
const WINDOW = 512;

/** How few are looked ahead where nothing fits for long: the search costs their square, and gains as many entries. */
const LEAST = 32;

interface Builder {
  readonly runs: Run[];
  /** Adds `length` entries of one kind to the end. */
  readonly add: (kind: Run['kind'], a: number, b: number, length: number) => void;
}

function createBuilder(): Builder {
  const runs: Run[] = [];
  return {
    runs,
    add(kind, a, b, length) {
      const last = runs.at(-1);
      if (length === 0) return;
      if (last?.kind === kind) runs[runs.length - 1] = { ...last, length: last.length + length };
      else runs.push({ kind, a, b, length });
    },
  };
}

/** One edit on the way of a path: the diagonal that it came from, per number of edits. */
type Trace = readonly Int32Array[];

/** Walks a path back to its start, and gives its edits in their order. */
function editsOf(trace: Trace, endX: number, endY: number): readonly (readonly [x: number, y: number])[] {
  const points: (readonly [number, number])[] = [[endX, endY]];
  let [x, y] = [endX, endY];
  for (let edits = trace.length - 1; edits >= 1; edits -= 1) {
    const before = trace[edits - 1];
    if (before === undefined) break;
    const k = x - y;
    const reach = (diagonal: number): number => before[diagonal + edits] ?? -1;
    const down = k === -edits || (k !== edits && reach(k - 1) < reach(k + 1));
    const from = down ? k + 1 : k - 1;
    x = reach(from);
    y = x - from;
    points.push([x, y]);
  }
  return points.reverse();
}

/** The end of a search: where it stopped, how it came there, and whether that is the whole way. */
interface Found {
  readonly trace: Trace;
  readonly x: number;
  readonly y: number;
}

/**
 * Myers' greedy search for the shortest way from (`x0`, `y0`) to the end, or for the farthest point within the window.
 * Yields, when it is others' turn, how far it has come in both sequences together.
 * @see http://www.xmailserver.org/diff2.pdf E. Myers, An O(ND) Difference Algorithm and Its Variations, 1986
 */
function* search(
  { a, b, equal }: Pair,
  [x0, y0]: readonly [number, number],
  window: number,
  turn: Turn,
): Generator<number, Found> {
  const [width, height] = [a - x0, b - y0];
  const trace: Int32Array[] = [];
  let last = new Int32Array([0, 0, 0]);
  let best: readonly [number, number] = [0, 0];
  for (let edits = 0; edits <= window; edits += 1) {
    // Diagonal `k` stands at index `k + edits + 1`: one more at either end, which nothing has reached.
    const reached = new Int32Array(2 * edits + 3).fill(-1);
    for (let k = -edits; k <= edits; k += 2) {
      const left = last[k - 1 + edits] ?? -1;
      const above = last[k + 1 + edits] ?? -1;
      const down = k === -edits || (k !== edits && left < above);
      let x = edits === 0 ? 0 : down ? above : left + 1;
      let y = x - k;
      if (turn()) yield x0 + y0 + best[0] + best[1];
      if (x < 0 || x > width || y < 0 || y > height) continue;
      while (x < width && y < height && equal(x0 + x, y0 + y)) {
        x += 1;
        y += 1;
        if (turn()) yield x0 + y0 + Math.max(best[0] + best[1], x + y);
      }
      reached[k + edits + 1] = x;
      if (x + y > best[0] + best[1]) best = [x, y];
      if (x >= width && y >= height) {
        trace.push(reached);
        return { trace, x, y };
      }
    }
    trace.push(reached);
    last = reached;
  }
  // The farthest point may have been reached with fewer edits than the window has: leave off what came after.
  const [x, y] = best;
  const edits = trace.findIndex((reached, count) => reached[x - y + count + 1] === x);
  return { trace: trace.slice(0, edits + 1), x, y };
}

/** How many of `most` entries are the same one after the other. Yields, when it is others' turn, how many so far. */
function* sameFrom(most: number, isSame: (at: number) => boolean, turn: Turn): Generator<number, number> {
  let length = 0;
  while (length < most && isSame(length)) {
    length += 1;
    if (turn()) yield length;
  }
  return length;
}

/** A part of a longer work: where it yields how far it has come, the whole has come as far as `told` makes of that. */
function* within<T>(part: Generator<number, T>, told: (own: number) => number): Generator<number, T> {
  for (;;) {
    const next = part.next();
    if (next.done === true) return next.value;
    yield told(next.value);
  }
}

/** An alignment: runs in order that cover both sequences, and whether no shorter one is possible. */
export interface Alignment {
  readonly runs: readonly Run[];
  readonly shortest: boolean;
}

/**
 * Aligns in slices of `STEPS_A_TURN` comparisons: yields how far it has come in both sequences together. What is the
 * same at both ends, which is most of it as a rule, is found first.
 */
export function* alignInSlices(
  { a, b, equal }: Pair,
  window = WINDOW,
  turn = createTurn(),
): Generator<number, Alignment> {
  const shorter = Math.min(a, b);
  const head = yield* within(
    sameFrom(shorter, (at) => equal(at, at), turn),
    (same) => 2 * same,
  );
  const fromEnd = (at: number): boolean => equal(a - 1 - at, b - 1 - at);
  const tail = yield* within(sameFrom(shorter - head, fromEnd, turn), (same) => 2 * (head + same));
  const builder = createBuilder();
  builder.add('same', 0, 0, head);
  const middle: Pair = { a: a - tail, b: b - tail, equal };
  let [x, y] = [head, head];
  let shortest = true;
  let ahead = window;
  while (x < middle.a || y < middle.b) {
    const found = yield* within(search(middle, [x, y], ahead, turn), (both) => both + 2 * tail);
    let [px, py] = [0, 0];
    for (const [qx, qy] of editsOf(found.trace, found.x, found.y)) {
      // From one farthest point to the next: one entry of one side, then what is the same.
      const dx = qx - px;
      const dy = qy - py;
      if (dx > dy) builder.add('left', x + px, y + py, 1);
      else if (dy > dx) builder.add('right', x + px, y + py, 1);
      const same = Math.min(dx, dy);
      builder.add('same', x + qx - same, y + qy - same, same);
      [px, py] = [qx, qy];
    }
    x += found.x;
    y += found.y;
    if (x < middle.a || y < middle.b) shortest = false;
    ahead = Math.min(ahead, Math.max(LEAST, ahead >> 1));
  }
  builder.add('same', x, y, tail);
  return { runs: builder.runs, shortest };
}

/** Aligns two sequences in one go: for short ones. */
export function align(pair: Pair, window = WINDOW): readonly Run[] {
  const slices = alignInSlices(pair, window);
  for (;;) {
    const slice = slices.next();
    if (slice.done === true) return slice.value.runs;
  }
}
