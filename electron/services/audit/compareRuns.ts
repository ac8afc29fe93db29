import type { AuditChange } from '#shared/model/auditChange.ts';
import type { AuditCaveat, AuditComparison } from '#shared/model/auditComparison.ts';
import { caveatsBetween, type JudgedBy } from './auditCaveats.ts';
import type { FindingIndex } from './findingIndex.ts';

/** A run that is compared with another one. */
export interface ComparedRun extends JudgedBy {
  readonly index: FindingIndex;
}

/** Which of two runs a finding is of. */
export type Side = 'here' | 'there';

/** What a run has judged, as far as its findings tell another one: everything, the tasks that they name, or nothing. */
type Extent = 'whole' | 'part' | 'none';

function extentOf(side: Side, caveats: readonly AuditCaveat[]): Extent {
  if (caveats.some(({ kind }) => kind !== 'unfinished')) return 'none';
  return caveats.some((caveat) => caveat.kind === 'unfinished' && caveat.of === side) ? 'part' : 'whole';
}

/** What another run has to say of a finding. */
interface Witness {
  readonly has: (identity: number) => boolean;
  readonly judged: (task: number) => boolean;
}

function witnessOf(index: FindingIndex, extent: Extent): Witness {
  const identities = new Set<number>();
  const tasks = new Set<number>();
  for (let position = 0; position < index.length; position += 1) {
    identities.add(index.identityAt(position) ?? Number.NaN);
    if (extent === 'part') tasks.add(index.taskAt(position) ?? Number.NaN);
  }
  // All findings of a task are told at once; those of the last one may have been torn by the end of the program.
  tasks.delete(index.taskAt(index.length - 1) ?? Number.NaN);
  return {
    has: (identity) => identities.has(identity),
    judged: (task) => extent === 'whole' || tasks.has(task),
  };
}

/** How the findings of two runs stand to each other. Nothing is gone through before something is asked. */
export interface RunDifference {
  /** Changes whenever an answer might. */
  readonly key: string;
  readonly changeOf: (side: Side, position: number) => AuditChange;
  readonly comparison: () => AuditComparison;
}

/** Compares the findings of two runs of one table. */
export function compareRuns(here: ComparedRun, there: ComparedRun): RunDifference {
  const caveats = caveatsBetween(here, there);
  const extents = { here: extentOf('here', caveats), there: extentOf('there', caveats) };
  let made: Readonly<Record<Side, Witness>> | undefined;
  const witnesses = (): Readonly<Record<Side, Witness>> =>
    (made ??= {
      here: witnessOf(there.index, extents.there),
      there: witnessOf(here.index, extents.here),
    });

  const changeOf = (side: Side, position: number): AuditChange => {
    const { index } = side === 'here' ? here : there;
    const { has, judged } = witnesses()[side];
    if (has(index.identityAt(position) ?? Number.NaN)) return 'unchanged';
    const isKnown = judged(index.taskAt(position) ?? Number.NaN);
    if (side === 'here') return isKnown ? 'new' : 'only-here';
    return isKnown ? 'gone' : 'only-there';
  };

  return {
    key: JSON.stringify([here.index.length, there.index.length, extents]),
    changeOf,
    comparison: () => {
      // That none is new, or gone, can be said only beside a run that has judged everything.
      const counts = new Map<AuditChange, number>([
        [extents.there === 'whole' ? 'new' : 'only-here', 0],
        [extents.here === 'whole' ? 'gone' : 'only-there', 0],
        ['unchanged', 0],
      ]);
      const count = (change: AuditChange): unknown => counts.set(change, (counts.get(change) ?? 0) + 1);
      for (let position = 0; position < here.index.length; position += 1) count(changeOf('here', position));
      for (let position = 0; position < there.index.length; position += 1) {
        const change = changeOf('there', position);
        if (change !== 'unchanged') count(change);
      }
      return {
        startedAt: { here: here.run.startedAt, there: there.run.startedAt },
        counts: Object.fromEntries(counts),
        caveats: [...caveats],
      };
    },
  };
}
