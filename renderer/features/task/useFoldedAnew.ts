import { useEffect, useRef } from 'react';
import { taskContext } from './store.ts';

/** Replays the task when `version` changes: what folds its events is another reducer then. */
export function useFoldedAnew(version: number | undefined): void {
  const api = taskContext.useApi();
  const seen = useRef<number>(undefined);
  useEffect(() => {
    if (version === undefined) return;
    if (seen.current !== undefined && seen.current !== version) api.getState().actions.reopen();
    seen.current = version;
  }, [api, version]);
}
