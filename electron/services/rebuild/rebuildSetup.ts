import { createHash } from 'node:crypto';
import { AppError, hasCode } from '#shared/errors/appError.ts';
import type { RebuildRun } from '#shared/model/rebuild.ts';
import type { RebuildHead, RebuildSetup } from '../../settings/rebuildJournal.ts';
import type { ReplaySetup } from '../../replay/reducers/replaySetup.ts';

/** Names a reducer and a layout, so that a run that goes on can tell whether they are those it was begun with. */
export function setupNamed({ layout, reducer }: Pick<ReplaySetup, 'layout' | 'reducer'>): RebuildSetup {
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([layout ?? null, reducer]))
    .digest('hex');
  return { fingerprint, reducer: reducer.kind === 'module' ? reducer.name : reducer.kind };
}

/** Why a run does not go on by other rules than those it was begun with. */
export const otherSetup = (run: string, begun: RebuildSetup, now: RebuildSetup): AppError =>
  new AppError('InvalidInput', {
    message: `The rebuild “${run}” was begun by the reducer “${begun.reducer}”; by now the table's reducer is “${now.reducer}”, or it or the layout has changed.`,
    nextStep: 'Choose the reducer and layout that it was begun with, or begin a new rebuild.',
  });

const othersWords = (begun: RebuildSetup, now: RebuildSetup): string =>
  begun.reducer === now.reducer
    ? `The reducer “${now.reducer}” or the layout has changed since it was begun.`
    : `It was begun by the reducer “${begun.reducer}”, and the table's reducer is “${now.reducer}” by now.`;

/** Tells of runs that ended early why they would not go on now. An outage is no reason: it may be over by then. */
export async function withRefusals(
  runs: readonly { readonly head: RebuildHead; readonly run: RebuildRun }[],
  setupOf: () => Promise<RebuildSetup>,
): Promise<readonly RebuildRun[]> {
  const isStill = ({ state }: RebuildRun): boolean => state !== 'interrupted';
  if (runs.every(({ run }) => isStill(run))) return runs.map(({ run }) => run);
  const refusalOf: (begun: RebuildSetup | undefined) => string | undefined = await setupOf().then(
    (now) => (begun) =>
      begun === undefined || begun.fingerprint === now.fingerprint ? undefined : othersWords(begun, now),
    (error: unknown) => () => (hasCode(error, 'InvalidInput') ? error.message : undefined),
  );
  return runs.map(({ head, run }) => {
    const refusal = isStill(run) ? undefined : refusalOf(head.setup);
    return refusal === undefined ? run : { ...run, refusal };
  });
}
