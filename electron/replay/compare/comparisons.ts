import type { ComparedPoint, ComparedRow, ComparisonSummary } from '#shared/contract/compare.ts';
import { EMPTY_MAP, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { Drift } from '#shared/model/finding.ts';
import { createRecent } from '../recent.ts';
import type { Replayed } from '../replayed.ts';
import type { RowRange } from '../rowRange.ts';
import { createComparison, type ComparedSide, type Comparison } from './comparison.ts';
import { countUpTo, missingEndsOf } from './missingEnds.ts';
import type { SidePoint } from './sidePoint.ts';

/** What a comparison needs of an opened task. */
export interface ComparedTask {
  readonly version: number;
  /** Folds for about `ms` milliseconds; whether all is folded. */
  settle(ms: number): boolean;
  replayed(): Replayed;
  stored(): AttributeMap | undefined;
  /** How the stored projection differs from the replay; null when it does not, or while that is not known. */
  drift(): Drift | null;
}

/** Rows of aligned events, and how many there are. */
export interface ComparedPage {
  readonly version: number;
  readonly total: number;
  readonly rows: readonly ComparedRow[];
}

/** Comparisons of opened tasks. `align` works in slices: ask again until it is `complete`. */
export interface Comparisons {
  align(left: SidePoint, right: SidePoint): ComparisonSummary;
  compared(left: SidePoint, right: SidePoint, range: RowRange): ComparedPage;
  comparedAt(left: SidePoint, right: SidePoint, row: number): ComparedPoint;
  nextDifference(
    left: SidePoint,
    right: SidePoint,
    row: number,
    towards: 'forward' | 'back',
  ): { readonly row: number | null };
}

/** Comparisons where they are made. */
export interface LocalComparisons extends Comparisons {
  /** Whether an alignment that is not complete waits until a task is folded: it is asked again and again by then. */
  waitsFor(task: number): boolean;
}

/** How long one question may work, in milliseconds: others wait meanwhile. */
const SLICE_MS = 30;

/**
 * How many events the stored projection has seen: those up to the point that it equals, or else up to the event from
 * which it differs; all when nothing says otherwise.
 */
function seenBy(stream: Replayed, drift: Drift | null): number {
  if (drift === null) return stream.length;
  if (drift.equalsReplayAt !== null) return countUpTo(stream, drift.equalsReplayAt);
  return drift.firstDivergentSeq === null ? stream.length : countUpTo(stream, drift.firstDivergentSeq - 1);
}

interface Kept {
  readonly comparison: Comparison;
  readonly version: number;
}

/** Makes the comparisons of the tasks that `taskOf` knows. It throws what `taskOf` throws. */
export function createComparisons(taskOf: (task: number) => ComparedTask): LocalComparisons {
  const recent = createRecent<Kept>(4);
  const awaited = new Set<number>();
  let versions = 0;

  const sideOf = ({ at }: SidePoint, task: ComparedTask, stream: Replayed): ComparedSide => {
    if (at.kind === 'stored') {
      return { stream, count: seenBy(stream, task.drift()), stored: task.stored() ?? EMPTY_MAP };
    }
    return { stream, count: at.seq === undefined ? stream.length : countUpTo(stream, at.seq) };
  };

  const get = (left: SidePoint, right: SidePoint): Kept => {
    const [a, b] = [taskOf(left.task), taskOf(right.task)];
    return recent.get(JSON.stringify([left, right, a.version, b.version]), () => {
      const stream = a.replayed();
      const other = left.task === right.task ? stream : b.replayed();
      versions += 1;
      return {
        version: versions,
        comparison: createComparison(sideOf(left, a, stream), sideOf(right, b, other)),
      };
    });
  };

  return {
    align(left, right) {
      // Folding goes before aligning: both are long in long streams.
      const tasks = [left, right].map(({ task }) => ({ task, session: taskOf(task) }));
      const isFolded = tasks.every(({ task, session }) => {
        const settled = session.settle(SLICE_MS / 2);
        if (settled) awaited.delete(task);
        else awaited.add(task);
        return settled;
      });
      if (!isFolded) return NOTHING;
      const missingEnds = missingEndsOf({ left, right }, (task) => taskOf(task).replayed());
      if (missingEnds.length > 0) return { ...NOTHING, complete: true, missingEnds: [...missingEnds] };
      const { comparison } = get(left, right);
      comparison.advance(performance.now() + SLICE_MS);
      return comparison.summary();
    },
    waitsFor: (task) => awaited.has(task),
    compared(left, right, { from, to }) {
      const { comparison, version } = get(left, right);
      return { version, total: comparison.rows, rows: comparison.rowsAt(from, to) };
    },
    comparedAt: (left, right, row) => get(left, right).comparison.at(row),
    nextDifference: (left, right, row, towards) => ({
      row: get(left, right).comparison.next(row, towards),
    }),
  };
}

const NOTHING: ComparisonSummary = {
  done: 0,
  total: 0,
  complete: false,
  rows: { same: 0, changed: 0, left: 0, right: 0 },
  first: null,
  firstMissing: null,
  shortest: true,
  ends: 0,
  missingEnds: [],
};
