import type { AppHandlers } from '#shared/contract/index.ts';
import type { Services } from '../hostServices.ts';
import { untilComplete } from '../services/untilComplete.ts';

/** Handlers of `blame`: which event of an opened task set which field. */
export const blameHandlers = ({ openTasks }: Services): AppHandlers['blame'] => ({
  fields: ({ handle, seq }, news) =>
    untilComplete((signal) => openTasks.session(handle).blame(seq, { signal }), news),
  history: ({ handle, path, buckets }, news) =>
    untilComplete((signal) => openTasks.session(handle).history(path, buckets, { signal }), news),
  changes: async ({ handle, path, range }, { signal }) => {
    const page = await openTasks.session(handle).fieldChanges(path, range, { signal });
    return { ...page, rows: [...page.rows] };
  },
});
