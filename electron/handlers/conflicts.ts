import type { AppHandlers } from '#shared/contract/index.ts';
import type { Services } from '../hostServices.ts';
import { relay } from './relay.ts';

/** Handlers of `conflicts`: lost writes, from the journal. */
export const conflictHandlers = ({ conflicts }: Services): AppHandlers['conflicts'] => ({
  list: async (scope) => [...(await conflicts.list(scope))],
  watch: (scope, context) => relay((listener) => conflicts.watch(scope, listener), context),
});
