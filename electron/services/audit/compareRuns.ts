import type { AuditChange } from '#shared/model/auditChange.ts';
import type { AuditCaveat, AuditComparison } from '#shared/model/auditComparison.ts';
import { createTurns } from '../inTurn.ts';
import { caveatsBetween, type JudgedBy } from './auditCaveats.ts';
import { countChanges, createRunPair, type Extent, type RunPair, type Side } from './changeCounts.ts';
import type { FindingIndex } from './findingIndex.ts';
import { createLearnt, type Learnt } from './learntKeys.ts';

/** A run that is compared with another one. */
export interface ComparedRun extends JudgedBy {
  readonly index: FindingIndex;
}

const otherThan = (side: Side): Side => (side === 'here' ? 'there' : 'here');

function extentOf(side: Side, caveats: readonly AuditCaveat[]): Extent {
  if (caveats.some(({ kind }) => kind !== 'unfinished')) return 'none';
  return caveats.some((caveat) => caveat.kind === 'unfinished' && caveat.of === side) ? 'part' : 'whole';
}

/** How the findings of two runs stand to each other. Nothing is gone through before something is asked. */
export interface RunDifference {
  /** Changes whenever the answer for a finding of that side might. */
  readonly keyOf: (side: Side) => string;
  /** How many findings each run had when the two were compared: `changes` knows of no others. */
  readonly lengths: Readonly<Record<Side, number>>;
  /** How findings of one side stand, by their positions. */
  readonly changes: (side: Side, signal?: AbortSignal) => Promise<(position: number) => AuditChange>;
  /** Of all findings that both have by the time that they are counted. */
  readonly comparison: (signal?: AbortSignal) => Promise<AuditComparison>;
}

/** Compares the findings of two runs of one table. */
export type CompareRuns = (here: ComparedRun, there: ComparedRun) => RunDifference;

/** Compares runs, and keeps what it learns of their findings as long as their indexes are kept, for the next time. */
export function createCompareRuns(): CompareRuns {
  const known = new WeakMap<
    FindingIndex,
    { readonly learnt: Learnt; readonly pairs: WeakMap<FindingIndex, RunPair> }
  >();
  /** What two ask for at the same time is learnt once, and nothing is learnt while it is counted. */
  const inTurn = createTurns();

  const knownOf = (index: FindingIndex) => {
    const own = known.get(index) ?? {
      learnt: createLearnt(index),
      pairs: new WeakMap<FindingIndex, RunPair>(),
    };
    known.set(index, own);
    return own;
  };
  const pairOf = (here: FindingIndex, there: FindingIndex): RunPair => {
    const { learnt, pairs } = knownOf(here);
    const pair = pairs.get(there) ?? createRunPair(learnt, knownOf(there).learnt);
    pairs.set(there, pair);
    return pair;
  };

  return (here, there) => {
    const caveats = caveatsBetween(here, there);
    const extents = { here: extentOf('here', caveats), there: extentOf('there', caveats) };
    const lengths = { here: here.index.length, there: there.index.length };

    return {
      // What one run says of a finding of the other does not change as the other one grows.
      keyOf: (side) => JSON.stringify([side, lengths[otherThan(side)], extents[otherThan(side)]]),
      lengths,
      changes: async (side, signal) => {
        const other = otherThan(side);
        const own = { here, there }[side].index;
        const { index } = { here, there }[other];
        const extent = extents[other];
        const length = lengths[other];
        const { identities, tasks } = knownOf(index).learnt;
        await inTurn(async () => {
          await identities.learn(length, signal);
          if (extent === 'part') await tasks.learn(length, signal);
        });
        // All findings of a task are told at once; those of the last one may have been torn by the end of the program.
        const torn = index.taskAt(length - 1);
        const isJudged = (task: number): boolean =>
          extent === 'whole' || (extent === 'part' && task !== torn && tasks.first(task) < length);
        return (position) => {
          if (identities.first(own.identityAt(position) ?? Number.NaN) < length) return 'unchanged';
          const isKnown = isJudged(own.taskAt(position) ?? Number.NaN);
          if (side === 'here') return isKnown ? 'new' : 'only-here';
          return isKnown ? 'gone' : 'only-there';
        };
      },
      comparison: async (signal) => ({
        startedAt: { here: here.run.startedAt, there: there.run.startedAt },
        counts: await inTurn(() => {
          const now = { here: here.index.length, there: there.index.length };
          return countChanges(pairOf(here.index, there.index), now, extents, signal);
        }),
        caveats: [...caveats],
      }),
    };
  };
}
