import { useEffect, useState } from 'react';
import type { AppClient } from '#shared/contract/index.ts';
import type { RequestCounts } from '#shared/contract/requests.ts';
import { createLatest } from '../../ui/latest.ts';
import { GATHER_MS, handleOf } from '../../ui/list/rowList.ts';
import { requestsStore } from './store.ts';

/** How many requests each state would leave of the list under its text; those of before until the new ones are there. */
export function useCounts(client: Pick<AppClient, 'requests'>): RequestCounts | undefined {
  const handle = requestsStore.useSelector((state) => handleOf(state.reading));
  const version = requestsStore.useSelector(({ reading }) =>
    reading.phase === 'running' ? reading.progress?.version : undefined,
  );
  const text = requestsStore.useSelector((state) => state.filter.text);
  const [counts, setCounts] = useState<RequestCounts>();
  const [latest] = useState(createLatest);
  useEffect(() => {
    if (handle === undefined) return undefined;
    // A list that is being read changes many times a second.
    const timer = setTimeout(
      () =>
        void latest.run(
          (signal) => client.requests.counts({ handle, filter: { text } }, { signal }),
          setCounts,
        ),
      GATHER_MS,
    );
    return () => {
      clearTimeout(timer);
      latest.cancel();
    };
  }, [client, latest, handle, version, text]);
  return handle === undefined ? undefined : counts;
}
