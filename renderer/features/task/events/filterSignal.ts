import type { EventFilter } from '#shared/contract/replay.ts';

/**
 * Gives each question about a filtered list a signal that aborts with `signal`, and as soon as another filter is asked
 * about: what an older filter lets through is of no use, and may take long to find.
 */
export function createFilterSignal(): (filter: EventFilter, signal: AbortSignal) => AbortSignal {
  let filterAsked: EventFilter | undefined;
  let controller = new AbortController();
  return (filter, signal) => {
    if (filterAsked !== filter) {
      controller.abort();
      controller = new AbortController();
      filterAsked = filter;
    }
    const current = controller;
    signal.addEventListener('abort', () => current.abort(), { once: true });
    return current.signal;
  };
}
