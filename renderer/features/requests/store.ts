import type { StoreApi } from 'zustand/vanilla';
import type { AppClient } from '#shared/contract/index.ts';
import type { RequestFilter, RequestQuery, RequestRow } from '#shared/contract/requests.ts';
import { createRowListStore, type AskedRowList } from '../../ui/list/rowListStore.ts';
import { createContextStore } from '../../ui/store.tsx';
import type { Clock } from '../../ui/time/clock.ts';

/** What is read first: the whole table. */
export const EVERYTHING: RequestQuery = { by: 'everything' };

/** The list before anything narrows it. */
export const NO_FILTER: RequestFilter = { text: '', state: 'all', order: 'newest' };

/** The requests of the open table. */
export type RequestsState = AskedRowList<RequestQuery, RequestFilter, RequestRow>;

/** Creates the store of a table of the layout `request`. */
export function createRequestsStore({
  client,
  clock,
}: {
  readonly client: Pick<AppClient, 'requests'>;
  readonly clock: Pick<Clock, 'now'>;
}): StoreApi<RequestsState> {
  const store = createRowListStore<RequestQuery, RequestFilter, RequestRow>({
    client: client.requests,
    clock,
    keyOf: ({ id }) => id,
    query: EVERYTHING,
    filter: NO_FILTER,
  });
  const { open } = store.getState();
  store.setState({
    open: (table) => {
      const before = store.getState().table;
      // Another table knows nothing of the person or profile that was asked for in this one.
      if (before?.connection !== table?.connection || before?.table !== table?.table) {
        store.setState({ query: EVERYTHING });
      }
      open(table);
    },
  });
  return store;
}

/** The store by context. */
export const requestsStore = createContextStore<RequestsState>('requests');
