import type { AppHandlers } from '#shared/contract/index.ts';
import type { Services } from '../services.ts';

/** Handlers of `rebuild`: projections rewritten from the replay. */
export const rebuildHandlers = ({ rebuilds }: Pick<Services, 'rebuilds'>): AppHandlers['rebuild'] => ({
  plan: (ref, { signal }) => rebuilds.plan(ref, signal),
  run: ({ which, perSecond, ...ref }, listener) => rebuilds.run(ref, which, perSecond, listener),
  resume: ({ run, perSecond, ...ref }, listener) => rebuilds.resume(ref, run, perSecond, listener),
  undo: ({ run, tasks, ...ref }, listener) => rebuilds.undo(ref, run, tasks, listener),
  runs: async (ref) => ({ runs: [...(await rebuilds.runs(ref))] }),
});
