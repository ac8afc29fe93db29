import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { eventsAhead } from './ahead.ts';
import { firstIndex } from './bisect.ts';
import type { Fold, FoldSource } from './fold.ts';
import { FLAG } from './flags.ts';
import type { Reducer, StepProblem } from './reducer.ts';
import { sizeOfMap } from './sizeOf.ts';

/** Events between two kept states, as long as memory allows. */
const EVERY = 100;

/** What kept states may take in all, in bytes. */
const BUDGET = 48e6;

/** How many of the last kept states stay when others are given up: the end is looked at most. */
const NEAR_END = 64;

interface Kept {
  readonly count: number;
  readonly state: AttributeMap;
  /** What it takes beside the kept one before it. */
  readonly bytes: number;
}

function problemFlags(problems: readonly StepProblem[]): number {
  let bits = 0;
  for (const { kind } of problems) bits |= kind === 'reducer-failed' ? FLAG.failed : FLAG.violated;
  return bits;
}

const bytesOf = (kept: readonly Kept[]): number => kept.reduce((sum, { bytes }) => sum + bytes, 0);

/** Every second one given up, but for the first and those near the end. */
function thinned(kept: readonly Kept[]): Kept[] {
  const rest = kept.filter((_, index) => index % 2 === 0 || index >= kept.length - NEAR_END);
  return rest.map(({ count, state }, index) => ({
    count,
    state,
    bytes: sizeOfMap(state, rest[index - 1]?.state),
  }));
}

/**
 * Folds documents by a reducer's own steps. Kept states share what is unchanged; they are thinned out when they
 * outgrow `budget` bytes, so that any stream can be kept, its end the densest.
 */
export function createDocumentFold(
  reducer: Reducer,
  { eventAt, order }: Pick<FoldSource, 'eventAt'> & Partial<Pick<FoldSource, 'order'>>,
  budget: number = BUDGET,
): Fold {
  let kept: Kept[] = [{ count: 0, state: reducer.initial, bytes: 0 }];
  let bytes = 0;
  let settled = 0;
  let last = reducer.initial;

  const nearest = (count: number): Kept | undefined =>
    kept[firstIndex(kept.length, (index) => (kept[index]?.count ?? count) > count) - 1];

  const keep = (): void => {
    const added = sizeOfMap(last, kept[kept.length - 1]?.state);
    kept.push({ count: settled, state: last, bytes: added });
    bytes += added;
    if (bytes <= budget || kept.length <= 2 * NEAR_END) return;
    kept = thinned(kept);
    bytes = bytesOf(kept);
  };

  return {
    get settled() {
      return settled;
    },
    settle(to, folded, until = Number.POSITIVE_INFINITY) {
      const { next, isFolded } = eventsAhead(reducer, eventAt, to, order?.length);
      for (const begun = settled; settled < to;) {
        if (settled > begun && !isFolded(settled) && performance.now() > until) return;
        const event = next(last, settled);
        if (event === undefined) return;
        const wrong =
          (reducer.illegalMove(last, event) === undefined ? 0 : FLAG.illegal) |
          problemFlags(reducer.problemsOf?.(last, event) ?? []);
        last = reducer.step(last, event);
        folded.flags[settled] = wrong;
        folded.statuses[settled] = folded.statusId(reducer.statusOf(last));
        settled += 1;
        if (settled % EVERY === 0) keep();
      }
    },
    stateAfter(count) {
      if (count >= settled) return last;
      const start = nearest(count);
      let state = start?.state ?? reducer.initial;
      const { next } = eventsAhead(reducer, eventAt, count, order?.length);
      for (let position = start?.count ?? 0; position < count; position += 1) {
        const event = next(state, position);
        if (event !== undefined) state = reducer.step(state, event);
      }
      return state;
    },
    truncate(from) {
      if (from >= settled) return;
      kept = kept.filter(({ count }) => count <= from);
      bytes = bytesOf(kept);
      const start = kept[kept.length - 1];
      settled = start?.count ?? 0;
      last = start?.state ?? reducer.initial;
    },
  };
}
