import { useEffect, useState } from 'react';
import type { Looked } from '#shared/contract/travel.ts';
import { taskContext } from '../store.ts';
import { useTaskDeps } from '../TaskDeps.tsx';

/** How long the list may wait for a filter before it says so, and between two looks at how far it is, in milliseconds. */
const PAUSE = 250;

/** How many events the filter has been tried on, once the list has been `looking` for a while. */
export function useLooked(looking: boolean): Looked | undefined {
  const { client } = useTaskDeps();
  const filter = taskContext.useSelector((state) => state.filter);
  const handle = taskContext.useSelector((state) => state.progress?.handle);
  const [looked, setLooked] = useState<Looked>();

  useEffect(() => {
    if (!looking || handle === undefined) return undefined;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const ask = async (): Promise<void> => {
      try {
        const answer = await client.travel.looked({ handle, filter }, { signal: abort.signal });
        if (!abort.signal.aborted) setLooked(answer);
      } catch {
        return; // Why the filter fails is told by the list itself.
      }
      if (!abort.signal.aborted) timer = setTimeout(() => void ask(), PAUSE);
    };
    timer = setTimeout(() => void ask(), PAUSE);
    return () => {
      abort.abort();
      clearTimeout(timer);
      setLooked(undefined);
    };
  }, [client, looking, filter, handle]);
  return looked;
}
