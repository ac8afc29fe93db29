import type { AppHandlers } from '#shared/contract/index.ts';
import type { Services } from '../hostServices.ts';

/** Handlers of `travel`: looking for events of an opened task, and its grouped list. */
export const travelHandlers = ({ openTasks, travels }: Services): AppHandlers['travel'] => ({
  find: (input, { emit, signal }) => travels.find(input, { emit, signal }),
  search: (input, { emit, signal }) =>
    travels.search(input, { signal, emit: (news) => emit({ ...news, hits: [...news.hits] }) }),
  looked: ({ handle, filter }, { signal }) => openTasks.session(handle).looked(filter, { signal }),
  groups: async ({ handle, filter, expanded, range }, { signal }) => {
    const page = await openTasks.session(handle).groups(filter, expanded, range, { signal });
    return { ...page, rows: [...page.rows] };
  },
  groupOf: ({ handle, filter, expanded, seq }, { signal }) =>
    openTasks.session(handle).groupOf(filter, expanded, seq, { signal }),
  rowFrom: ({ handle, filter, expanded, seq, by }, { signal }) =>
    openTasks.session(handle).rowFrom(filter, expanded, seq, by, { signal }),
  pace: async ({ handle, seq, count }, { signal }) => {
    const { seqs, sinceMs } = await openTasks.session(handle).pace(seq, count, { signal });
    return { seqs: [...seqs], sinceMs: [...sinceMs] };
  },
});
