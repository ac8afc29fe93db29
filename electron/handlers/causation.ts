import type { AppHandlers } from '#shared/contract/index.ts';
import type { Services } from '../hostServices.ts';

/** Handlers of `causation`: causes and effects across the tasks of a listed table. */
export const causationHandlers = ({ taskLists }: Services): AppHandlers['causation'] => ({
  tree: ({ handle, task, event }, { signal }) => taskLists.index(handle).causes(task, event, { signal }),
});
