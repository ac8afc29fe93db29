import type { StoreApi } from 'zustand/vanilla';
import type { AppClient } from '#shared/contract/index.ts';
import type { TextFilter } from '#shared/contract/rowLists.ts';
import type { WorkspaceUserRow } from '#shared/contract/workspace.ts';
import { createRowListStore, type AskedRowList } from '../../ui/list/rowListStore.ts';
import { createContextStore } from '../../ui/store.tsx';
import type { Clock } from '../../ui/time/clock.ts';

/** The users of the workspace that the open table belongs to. */
export type WorkspaceState = AskedRowList<Record<string, never>, TextFilter, WorkspaceUserRow>;

/** Creates the store of the users of a workspace. */
export function createWorkspaceStore({
  client,
  clock,
}: {
  readonly client: Pick<AppClient, 'workspace'>;
  readonly clock: Pick<Clock, 'now'>;
}): StoreApi<WorkspaceState> {
  return createRowListStore<Record<string, never>, TextFilter, WorkspaceUserRow>({
    client: client.workspace,
    clock,
    keyOf: ({ userId }) => userId,
    query: {},
    filter: { text: '' },
  });
}

/** The store by context. */
export const workspaceStore = createContextStore<WorkspaceState>('workspace');
