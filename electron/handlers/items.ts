import type { AppHandlers } from '#shared/contract/index.ts';
import type { Services } from '../hostServices.ts';

/** Handlers of `items`: items as they lie in the table. */
export const itemHandlers = ({ tables, tableStores }: Services): AppHandlers['items'] => ({
  get: async ({ key, ...ref }, { signal }) => ({ item: (await tables.item(ref, key, signal)) ?? null }),
  ofTask: async ({ event, ...ref }, { signal }) => ({
    item: (await tableStores.storedItem(ref, event ?? undefined, signal)) ?? null,
  }),
});
