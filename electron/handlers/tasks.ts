import type { AppHandlers } from '#shared/contract/index.ts';
import type { Services } from '../hostServices.ts';

/** Handlers of `tasks`: the tasks of a table, by range. */
export const taskHandlers = ({ taskLists }: Services): AppHandlers['tasks'] => ({
  open: async (ref, { emit, signal }) => {
    await taskLists.open(ref, { emit, signal });
    return {};
  },
  range: async ({ handle, filter, range }, { signal }) => {
    const page = await taskLists.index(handle).range(filter, range, { signal });
    return { ...page, rows: [...page.rows] };
  },
  indexOf: ({ handle, filter, task }, { signal }) =>
    taskLists.index(handle).indexOf(filter, task, { signal }),
  overview: ({ handle, now }, { signal }) => taskLists.index(handle).overview(now, { signal }),
  find: async ({ handle, text, limit }, { signal }) => [
    ...(await taskLists.index(handle).find(text, limit, { signal })),
  ],
  reload: ({ handle }) => {
    taskLists.reload(handle);
    return Promise.resolve({});
  },
});
