import type { AuditChange } from '#shared/model/auditChange.ts';
import { createPacer } from '../slices.ts';
import type { Learnt } from './learntKeys.ts';
import { createSharedKeys, type SharedKeys } from './sharedKeys.ts';

/** Which of two runs a finding is of. */
export type Side = 'here' | 'there';

/** What a run has judged, as far as its findings tell another one: everything, the tasks that they name, or nothing. */
export type Extent = 'whole' | 'part' | 'none';

/** What was learnt of two runs, and how much of it is in both. */
export interface RunPair {
  readonly learnt: Readonly<Record<Side, Learnt>>;
  readonly identities: SharedKeys;
  readonly tasks: SharedKeys;
}

/** Nothing counted as yet of two runs. */
export const createRunPair = (here: Learnt, there: Learnt): RunPair => ({
  learnt: { here, there },
  identities: createSharedKeys(here.identities, there.identities),
  tasks: createSharedKeys(here.tasks, there.tasks),
});

/** How many findings of a run lack in the other one, and are of the task that this one names last. */
async function ofTornTask(own: Learnt, other: Learnt): Promise<number> {
  const pace = createPacer();
  const last = other.tasks.length - 1;
  const torn = other.tasks.keyAt(last);
  if (torn === undefined) return 0;
  let alone = own.tasks.count(torn);
  // All findings of a task are told at once, so this goes back a few of them only.
  let left = other.tasks.count(torn);
  for (let position = last; left > 0; position -= 1) {
    if (other.tasks.keyAt(position) === torn) {
      left -= 1;
      const identity = other.identities.keyAt(position);
      if (identity !== undefined && other.identities.first(identity) === position)
        alone -= own.identities.count(identity);
    }
    if (position % 256 === 0) await pace();
  }
  return alone;
}

/**
 * Counts how the first findings of two runs stand, as many as `lengths` says: what was counted of them before is not
 * looked at again. Nobody else may learn of these runs meanwhile.
 * @throws `Cancelled` once `signal` has been aborted; what was learnt until then is kept
 */
export async function countChanges(
  { learnt, identities, tasks }: RunPair,
  lengths: Readonly<Record<Side, number>>,
  extents: Readonly<Record<Side, Extent>>,
  signal?: AbortSignal,
): Promise<Partial<Record<AuditChange, number>>> {
  const needsTasks = extents.here === 'part' || extents.there === 'part';
  for (const side of ['here', 'there'] satisfies Side[]) {
    await learnt[side].identities.learn(lengths[side], signal);
    if (needsTasks) await learnt[side].tasks.learn(lengths[side], signal);
  }
  await identities.follow();
  if (needsTasks) await tasks.follow();

  const judgedBy = async (other: Side, own: Side, alone: number): Promise<number> => {
    if (extents[other] !== 'part') return extents[other] === 'whole' ? alone : 0;
    // What is in both is of a task that both name.
    return tasks[own] - identities[own] - (await ofTornTask(learnt[own], learnt[other]));
  };
  const alone = { here: lengths.here - identities.here, there: lengths.there - identities.there };
  const isNew = await judgedBy('there', 'here', alone.here);
  const isGone = await judgedBy('here', 'there', alone.there);
  // That none is new, or gone, can be said only beside a run that has judged everything.
  const said = (count: number, always: boolean, change: AuditChange): Partial<Record<AuditChange, number>> =>
    always || count > 0 ? { [change]: count } : {};
  return {
    ...said(isNew, extents.there === 'whole', 'new'),
    ...said(alone.here - isNew, extents.there !== 'whole', 'only-here'),
    ...said(isGone, extents.here === 'whole', 'gone'),
    ...said(alone.there - isGone, extents.here !== 'whole', 'only-there'),
    unchanged: identities.here,
  };
}
