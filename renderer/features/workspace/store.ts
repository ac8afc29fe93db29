import { createStore, type StoreApi } from 'zustand/vanilla';
import { IDLE } from '../../ui/asyncState.ts';
import type { LayoutDeps, TableView } from '../../ui/list/layoutPane.ts';
import { createContextStore } from '../../ui/store.tsx';

/** The open table of the layout `workspace`. */
export type WorkspaceState = TableView;

/** Creates the store of a table of the layout `workspace`. */
export function createWorkspaceStore(_deps: LayoutDeps): StoreApi<WorkspaceState> {
  return createStore<WorkspaceState>()((set) => ({
    table: undefined,
    reading: IDLE,
    open: (table) => set({ table }),
    reopen: () => undefined,
    select: () => undefined,
    neighbour: () => Promise.resolve(undefined),
  }));
}

/** The store by context. */
export const workspaceStore = createContextStore<WorkspaceState>('workspace');
