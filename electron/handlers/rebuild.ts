import type { AppHandlers } from '#shared/contract/index.ts';
import type { RebuildProgress } from '#shared/contract/rebuild.ts';
import type { RebuildListener } from '../services/rebuild/rebuilds.ts';
import type { Services } from '../hostServices.ts';

/** Handlers of `rebuild`: projections rewritten from the replay. */
export const rebuildHandlers = ({ rebuilds }: Pick<Services, 'rebuilds'>): AppHandlers['rebuild'] => ({
  plan: (ref, { signal }) => rebuilds.plan(ref, signal),
  planMany: async ({ scope, ...ref }, listener) => {
    await rebuilds.plans.open(ref, scope, listener);
    return {};
  },
  planned: ({ handle, range }) => Promise.resolve(rebuilds.plans.range(handle, range)),
  choose: ({ handle, which, isChosen }) => {
    rebuilds.plans.choose(handle, which, isChosen);
    return Promise.resolve({});
  },
  stopPlanning: ({ handle }) => {
    rebuilds.plans.stop(handle);
    return Promise.resolve({});
  },
  run: ({ which, perSecond, ...ref }, { signal, emit }) =>
    rebuilds.run(ref, which, perSecond, { signal, emit: short(emit) }),
  resume: ({ run, perSecond, ...ref }, { signal, emit }) =>
    rebuilds.resume(ref, run, perSecond, { signal, emit: short(emit) }),
  undo: ({ run, tasks, ...ref }, { signal, emit }) =>
    rebuilds.undo(ref, run, tasks, { signal, emit: short(emit) }),
  runs: async (ref) => ({ runs: [...(await rebuilds.runs(ref))] }),
  tasks: ({ run, order, range, ...ref }) => rebuilds.tasks(ref, run, order, range),
  story: ({ run, ...ref }) => rebuilds.story(ref, run),
});

/** The documents of a step stay in the host. */
const short =
  (emit: (progress: RebuildProgress) => Promise<void>): RebuildListener['emit'] =>
  ({ run, done, total, totals }) =>
    emit({ run, done, total, totals });
