import type { AppHandlers } from '#shared/contract/index.ts';
import type { Services } from '../hostServices.ts';
import { rowListHandlers } from './rowLists.ts';

/** Handlers of `workspace`: users, what is theirs, and writes to it. */
export const workspaceHandlers = ({
  workspaces,
}: Pick<Services, 'workspaces'>): AppHandlers['workspace'] => ({
  ...rowListHandlers(workspaces.users),
  items: (input, { signal }) => workspaces.items(input, signal),
  get: async ({ model, key, ...ref }, { signal }) => ({
    item: (await workspaces.get(ref, model, key, signal)) ?? null,
  }),
  find: async ({ userId, itemId, ...ref }, { signal }) => ({
    item: (await workspaces.find(ref, userId, itemId, signal)) ?? null,
  }),
  update: (input, { signal }) => workspaces.update(input, signal),
  contents: (page, { signal }) => workspaces.contents(page, signal),
  deletePage: (input, { emit, signal }) => workspaces.deletePage(input, { emit, signal }),
});
