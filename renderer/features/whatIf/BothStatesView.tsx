import { useEffect, useState, type ReactElement } from 'react';
import type { z } from 'zod';
import type { TableRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';
import type { reducers } from '#shared/contract/reducers.ts';
import { toErrorData } from '#shared/errors/appError.ts';
import type { WhatIfExample } from '#shared/model/whatIf.ts';
import { ValueDiff } from '../../ui/value/ValueDiff.tsx';
import type { WhatIfQuestion } from './useWhatIf.ts';

type BothStates = z.infer<typeof reducers.states.output>;

type Asked =
  | { readonly phase: 'asking' }
  | { readonly phase: 'known'; readonly states: BothStates }
  | { readonly phase: 'failed'; readonly message: string };

/** The states of an example after the event since which it differs: the first reducer's struck, the second's beside. */
export function BothStatesView({
  client,
  table,
  question: { a, b },
  example: { task, seq },
}: {
  readonly client: Pick<AppClient, 'reducers'>;
  readonly table: TableRef;
  readonly question: WhatIfQuestion;
  readonly example: WhatIfExample;
}): ReactElement {
  const [asked, setAsked] = useState<Asked>({ phase: 'asking' });
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    client.reducers.states({ ...table, task, seq, a, b }, { signal }).then(
      (states) => {
        if (!signal.aborted) setAsked({ phase: 'known', states });
      },
      (error: unknown) => {
        if (!signal.aborted) setAsked({ phase: 'failed', message: toErrorData(error).message });
      },
    );
    return () => controller.abort();
  }, [client, table, task, seq, a, b]);
  switch (asked.phase) {
    case 'asking':
      return <p>Folding…</p>;
    case 'failed':
      return <p role="alert">{asked.message}</p>;
    case 'known':
      return <ValueDiff {...asked.states} same="Both states are equal." />;
  }
}
