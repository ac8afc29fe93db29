import { eachInSlices } from '../slices.ts';
import type { FindingIndex } from './findingIndex.ts';
import { createSightings, type Sightings } from './sightings.ts';

/** What was learnt of one key of a run's findings, as far as they were looked at. */
export interface LearntKeys extends Pick<Sightings, 'first' | 'count'> {
  readonly keyAt: (position: number) => number | undefined;
  /** How many findings were looked at. */
  readonly length: number;
  /** Looks at further findings, in slices. When it rejects, what was looked at until then is kept. */
  readonly learn: (length: number, signal?: AbortSignal) => Promise<void>;
}

/** What was learnt of a run's findings. */
export interface Learnt {
  readonly identities: LearntKeys;
  readonly tasks: LearntKeys;
}

function createLearntKeys(keyAt: LearntKeys['keyAt']): LearntKeys {
  const { add, first, count } = createSightings();
  let length = 0;
  return {
    keyAt,
    first,
    count,
    get length() {
      return length;
    },
    learn: (to, signal) =>
      eachInSlices(
        { from: length, to },
        (position) => {
          const key = keyAt(position);
          if (key !== undefined) add(key, position);
          length = position + 1;
        },
        signal,
      ),
  };
}

/** Nothing learnt as yet of the findings of an index. */
export const createLearnt = ({ identityAt, taskAt }: FindingIndex): Learnt => ({
  identities: createLearntKeys(identityAt),
  tasks: createLearntKeys(taskAt),
});
