import { createStore, type StoreApi } from 'zustand/vanilla';
import { IDLE } from '../../ui/asyncState.ts';
import type { LayoutDeps, TableView } from '../../ui/list/layoutPane.ts';
import { createContextStore } from '../../ui/store.tsx';

/** The open table of the layout `request`. */
export type RequestsState = TableView;

/** Creates the store of a table of the layout `request`. */
export function createRequestsStore(_deps: LayoutDeps): StoreApi<RequestsState> {
  return createStore<RequestsState>()((set) => ({
    table: undefined,
    reading: IDLE,
    open: (table) => set({ table }),
    reopen: () => undefined,
    select: () => undefined,
    neighbour: () => Promise.resolve(undefined),
  }));
}

/** The store by context. */
export const requestsStore = createContextStore<RequestsState>('requests');
