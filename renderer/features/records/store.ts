import { createStore, type StoreApi } from 'zustand/vanilla';
import { IDLE } from '../../ui/asyncState.ts';
import type { LayoutDeps, TableView } from '../../ui/list/layoutPane.ts';
import { createContextStore } from '../../ui/store.tsx';

/** The open table of the layout `record`. */
export type RecordsState = TableView;

/** Creates the store of a table of the layout `record`. */
export function createRecordsStore(_deps: LayoutDeps): StoreApi<RecordsState> {
  return createStore<RecordsState>()((set) => ({
    table: undefined,
    reading: IDLE,
    open: (table) => set({ table }),
    reopen: () => undefined,
    select: () => undefined,
    neighbour: () => Promise.resolve(undefined),
  }));
}

/** The store by context. */
export const recordsStore = createContextStore<RecordsState>('records');
