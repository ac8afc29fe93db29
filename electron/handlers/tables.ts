import type { AppHandlers } from '#shared/contract/index.ts';
import type { Services } from '../hostServices.ts';

/** Handlers of `tables`: what a connection holds. */
export const tableHandlers = ({ tables }: Services): AppHandlers['tables'] => ({
  list: ({ connection }, { emit, signal }) => tables.list(connection, { emit, signal }),
  describe: (ref, { signal }) => tables.describe(ref, signal),
  chooseLayout: ({ layout, ...ref }, { signal }) => tables.chooseLayout(ref, layout ?? undefined, signal),
});
