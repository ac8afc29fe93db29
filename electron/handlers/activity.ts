import type { AppHandlers } from '#shared/contract/index.ts';
import type { Services } from '../hostServices.ts';

/** Handlers of `activity`: the calls of a connection, as they end. */
export const activityHandlers = ({ activity }: Services): AppHandlers['activity'] => ({
  watch: async ({ connection }, { emit, signal }) => {
    await activity.watch(connection, emit, signal);
    return {};
  },
});
