import { attributeOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { DiffPath } from '#shared/model/diff.ts';
import { diffDocuments } from '../diff.ts';
import { equalOptional } from '../equality.ts';
import type { Replayed } from '../replayed.ts';
import { createBlameTree } from './blameTree.ts';

/** Position that stands for "before the first event". */
export const BEFORE_FIRST = -1;

/** Events folded together while looking back. */
const BLOCK = 256;

/** What has been found out before about the state after so many events, by path. */
export type KnownBlame = ReadonlyMap<string, number>;

/** A path as a key. */
export const keyOfPath = (path: DiffPath): string => JSON.stringify(path);

/** Which event last changed each field of one state; found while looking back, in slices. */
export interface BlameSearch {
  /** Looks further back until `deadline` (as `performance.now()` counts); true once everything is known. */
  advance(deadline: number): boolean;
  readonly complete: boolean;
  /** What is known so far: path, and position of the event or {@link BEFORE_FIRST}. */
  found(): readonly (readonly [path: DiffPath, position: number])[];
}

/** Whether a path leads through no list: then it names the same attribute in every state. */
const isStable = (path: DiffPath): boolean => path.every((step) => typeof step === 'string');

interface Step {
  readonly position: number;
  readonly before: AttributeMap;
  readonly after: AttributeMap;
}

/**
 * Looks for the last change of each field in the state after the first `count` events. `known`: what is known of other
 * states of the same stream, by their number of events; it spares looking twice.
 */
export function searchBlame(
  stream: Replayed,
  count: number,
  known: ReadonlyMap<number, KnownBlame>,
): BlameSearch {
  const tree = createBlameTree(stream.stateAfter(count));
  let left = count;
  let block = 16;

  for (const [later, fields] of known) {
    // What a later state has had since before this one, this one has from the same event.
    if (later < count) continue;
    tree.settle((path) => {
      const position = isStable(path) || later === count ? fields.get(keyOfPath(path)) : undefined;
      return position !== undefined && position < count ? position : undefined;
    });
  }

  const undo = ({ position, before, after }: Step): void => {
    const touched = tree
      .open()
      .some((name) => !equalOptional(attributeOf(before, name), attributeOf(after, name)));
    if (touched) tree.undo(diffDocuments(before, after), position);
    const earlier = known.get(position);
    if (earlier !== undefined) tree.settle((path) => earlier.get(keyOfPath(path)));
  };

  const lookBack = (): void => {
    const from = Math.max(0, left - block);
    const steps: Step[] = [];
    stream.steps(from, left, (position, before, _event, after) => {
      steps.push({ position, before, after });
    });
    for (let step = steps.pop(); step !== undefined && tree.open().length > 0; step = steps.pop()) undo(step);
    left = from;
    block = Math.min(BLOCK, block * 2);
  };

  const isOver = (): boolean => tree.open().length === 0;

  return {
    get complete() {
      return isOver();
    },
    advance(deadline) {
      while (!isOver()) {
        if (left === 0) tree.close(BEFORE_FIRST);
        else lookBack();
        if (performance.now() >= deadline) break;
      }
      return isOver();
    },
    found: () => tree.settled(),
  };
}
