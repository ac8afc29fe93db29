import type { AppHandlers } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors/appError.ts';
import type { Services } from '../hostServices.ts';

/** Handlers of `reducers`: what folds a table's streams, and what another reducer would make of them. */
export const reducerHandlers = ({
  files,
  reducers,
  whatIfs,
}: Pick<Services, 'files' | 'reducers' | 'whatIfs'>): AppHandlers['reducers'] => ({
  state: (ref) => reducers.state(ref),
  choose: async ({ file, ...ref }) => {
    // What is run is chosen by the reader: where there is a dialog, a window's word is not enough.
    if (file !== null && files.hasDialogs) throw notHere();
    return reducers.choose(ref, file ?? undefined);
  },
  pick: async (ref, { portId }) => {
    const file = await files.pickReducer(portId);
    return file === undefined ? null : reducers.choose(ref, file);
  },
  offer: async ({ file }, { portId }) => {
    if (file !== undefined && files.hasDialogs) throw notHere();
    const path = file ?? (await files.pickReducer(portId));
    return path === undefined ? null : reducers.offer(path);
  },
  reload: (ref) => reducers.reload(ref),
  watch: async (ref, { emit, signal }) => {
    await reducers.watch(ref, { emit, signal });
    return {};
  },
  states: ({ seq, a, b, ...ref }, { signal }) => whatIfs.states(ref, { seq, a, b }, signal),
  whatIf: ({ which, a, b, ...ref }, { emit, signal }) => whatIfs.run(ref, { which, a, b }, { emit, signal }),
});

const notHere = (): AppError =>
  new AppError('InvalidInput', {
    message: 'On the desktop the file of a reducer is chosen in a dialog.',
    nextStep: 'Choose it there.',
  });
