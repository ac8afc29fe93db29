import type { AppHandlers } from '#shared/contract/index.ts';
import type { Services } from '../hostServices.ts';

/** Handlers of `replay`: one task, replayed, by range. */
export const replayHandlers = ({ openTasks, idempotencyLanes }: Services): AppHandlers['replay'] => ({
  open: async (ref, { emit, signal }) => {
    await openTasks.open(ref, { emit, signal });
    return {};
  },
  summary: ({ handle }, { signal }) => openTasks.session(handle).summary({ signal }),
  events: async ({ handle, filter, range }, { signal }) => {
    const page = await openTasks.session(handle).events(filter, range, { signal });
    return { ...page, rows: [...page.rows] };
  },
  indexOf: ({ handle, filter, seq }, { signal }) =>
    openTasks.session(handle).indexOf(filter, seq, { signal }),
  timeline: ({ handle, buckets }, { signal }) => openTasks.session(handle).timeline(buckets, { signal }),
  rewritten: async ({ handle }, { signal }) => {
    const { events, more } = await openTasks.session(handle).rewritten({ signal });
    return { events: [...events], more };
  },
  idempotency: ({ handle }, { signal }) => idempotencyLanes.lane(handle, { signal }),
  state: ({ handle, seq }, { signal }) => openTasks.session(handle).state(seq, { signal }),
  diff: ({ handle, from, to }, { signal }) => openTasks.session(handle).diff(from, to, { signal }),
  seek: ({ handle, time }, { signal }) => openTasks.session(handle).seek(time, { signal }),
});
