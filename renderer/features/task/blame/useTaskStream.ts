import { useEffect, useState } from 'react';
import { taskContext } from '../store.ts';

/** How long the selection rests before a long look begins, in milliseconds. */
const REST_MS = 120;

/**
 * What a stream of the host tells of the task last, begun anew whenever `key` or the task changes. Undefined until there
 * is news of this very key, and until every event is read: what part of a stream says is not true of the whole.
 */
export function useTaskStream<T>(
  key: string | undefined,
  open: (
    handle: string,
    options: { readonly signal: AbortSignal; readonly onItem: (item: T) => void },
  ) => Promise<unknown>,
): T | undefined {
  const handle = taskContext.useSelector((state) => state.progress?.handle);
  const version = taskContext.useSelector((state) => state.progress?.version);
  const ready = taskContext.useSelector((state) => state.progress?.phase === 'ready');
  const [told, setTold] = useState<{ readonly key: string; readonly item: T }>();
  const [, setFailed] = useState(0);
  useEffect(() => {
    if (key === undefined || handle === undefined || !ready) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const begin = (): void => {
      const onItem = (item: T): void => {
        if (!signal.aborted) setTold({ key, item });
      };
      // What is missing stays missing: the task's own banner tells why the host does not answer.
      open(handle, { signal, onItem }).catch(() => setFailed((count) => count + 1));
    };
    const timer = setTimeout(begin, REST_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
    // `open` is made anew on each render from what `key` says.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, handle, version, ready]);
  return ready && told !== undefined && told.key === key ? told.item : undefined;
}
