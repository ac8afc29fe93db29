import { useEffect, useState } from 'react';
import type { AppClient } from '#shared/contract/index.ts';
import type { ReducerState } from '#shared/model/reducerState.ts';

/** How long to wait before the host is asked again after the line to it was lost, in milliseconds. */
const AGAIN_MS = 2000;

/** What folds the streams of a table, now and at every change; undefined until the host has told. */
export function useReducerState(
  client: Pick<AppClient, 'reducers'>,
  connection: string,
  table: string,
): ReducerState | undefined {
  const [told, setTold] = useState<{ readonly of: string; readonly state: ReducerState }>();
  const of = JSON.stringify([connection, table]);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    let timer: number | undefined;
    const onItem = (state: ReducerState): void => {
      if (!signal.aborted) setTold({ of, state });
    };
    const watch = (): void => {
      const over = (): void => {
        if (!signal.aborted) timer = window.setTimeout(watch, AGAIN_MS);
      };
      client.reducers.watch({ connection, table }, { signal, onItem }).then(over, over);
    };
    watch();
    return () => {
      controller.abort();
      window.clearTimeout(timer);
    };
  }, [client, connection, table, of]);
  return told?.of === of ? told.state : undefined;
}
