import type { AppHandlers } from '#shared/contract/index.ts';
import type { Services } from '../services.ts';

/** Handlers of `reducers`: what folds a table's streams, and what another reducer would make of them. */
export const reducerHandlers = ({
  reducers,
  whatIfs,
}: Pick<Services, 'reducers' | 'whatIfs'>): AppHandlers['reducers'] => ({
  state: (ref) => reducers.state(ref),
  choose: ({ file, ...ref }) => reducers.choose(ref, file ?? undefined),
  reload: (ref) => reducers.reload(ref),
  watch: async (ref, { emit, signal }) => {
    await reducers.watch(ref, { emit, signal });
    return {};
  },
  states: ({ seq, a, b, ...ref }, { signal }) => whatIfs.states(ref, { seq, a, b }, signal),
  whatIf: ({ which, a, b, ...ref }, { emit, signal }) => whatIfs.run(ref, { which, a, b }, { emit, signal }),
});
