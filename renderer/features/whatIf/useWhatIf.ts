import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppClient } from '#shared/contract/index.ts';
import type { WhatIfWhich } from '#shared/contract/reducers.ts';
import type { TableRef } from '#shared/contract/common.ts';
import type { WhatIfProgress, WhatIfReducer, WhatIfReport } from '#shared/model/whatIf.ts';

/** A comparison: not begun, under way, ended, given up or failed. What was found so far stays. */
export type WhatIfRun =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'running' | 'done' | 'cancelled' | 'failed';
      readonly question: WhatIfQuestion;
      readonly report: WhatIfReport | undefined;
      /** How far it came, and at what pace in tasks a second; undefined until something was told. */
      readonly progress?: (WhatIfProgress & { readonly perSecond: number }) | undefined;
      readonly error?: unknown;
    };

/** Which reducers over what. */
export interface WhatIfQuestion {
  readonly which: WhatIfWhich;
  readonly a: WhatIfReducer;
  readonly b: WhatIfReducer;
}

/** One comparison at a time over a table; it ends with the component. */
export function useWhatIf(
  client: Pick<AppClient, 'reducers'>,
  table: TableRef,
): {
  readonly run: WhatIfRun;
  readonly start: (question: WhatIfQuestion) => void;
  readonly cancel: () => void;
} {
  const [run, setRun] = useState<WhatIfRun>({ phase: 'idle' });
  const controller = useRef<AbortController>(undefined);

  const cancel = useCallback(() => {
    controller.current?.abort();
    setRun((now) => (now.phase === 'running' ? { ...now, phase: 'cancelled' } : now));
  }, []);

  const start = useCallback(
    (question: WhatIfQuestion) => {
      controller.current?.abort();
      const mine = new AbortController();
      controller.current = mine;
      const { signal } = mine;
      setRun({ phase: 'running', question, report: undefined });
      const began = performance.now();
      const onItem = (told: WhatIfProgress): void => {
        if (signal.aborted) return;
        const perSecond = (told.done * 1000) / Math.max(1, performance.now() - began);
        setRun({ phase: 'running', question, report: told.report, progress: { ...told, perSecond } });
      };
      client.reducers.whatIf({ ...table, ...question }, { signal, onItem }).then(
        (report) => {
          if (!signal.aborted) setRun({ phase: 'done', question, report });
        },
        (error: unknown) => {
          if (signal.aborted) return;
          setRun((now) => ({
            phase: 'failed',
            question,
            error,
            report: 'report' in now ? now.report : undefined,
          }));
        },
      );
    },
    [client, table],
  );

  useEffect(() => () => controller.current?.abort(), []);
  return { run, start, cancel };
}
