import { createHash } from 'node:crypto';
import { AppError } from '#shared/errors/appError.ts';
import type { RebuildSetup } from '../../settings/rebuildJournal.ts';
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
