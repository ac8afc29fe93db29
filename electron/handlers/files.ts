import type { AppHandlers } from '#shared/contract/index.ts';
import type { Services } from '../hostServices.ts';

/** Handlers of `files`: the desktop's dialogs. */
export const fileHandlers = ({ files }: Pick<Services, 'files'>): AppHandlers['files'] => ({
  open: async ({ kind }, { portId }) => (await files.open(kind, portId)) ?? null,
  save: async (file, { portId }) => (await files.save(file, portId)) ?? null,
});
