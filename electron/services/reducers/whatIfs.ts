import type { TableRef } from '#shared/contract/common.ts';
import type { WhatIfWhich } from '#shared/contract/reducers.ts';
import type { WhatIfReducer, WhatIfReport } from '#shared/model/whatIf.ts';
import type { ReplayHost, WhatIfProxy } from '../../replay/replayHost.ts';
import type { WithReads } from '../withStore.ts';
import type { Reducers } from './reducers.ts';

/** What comparisons of reducers stand on. */
export interface WhatIfsDeps {
  /** A worker beside that of the windows: a slow reducer holds up nobody else. */
  readonly host: ReplayHost;
  readonly withReads: WithReads;
  readonly reducers: Pick<Reducers, 'setupBy'>;
}

/** What a comparison is of. */
export interface WhatIfInput {
  readonly which: WhatIfWhich;
  readonly a: WhatIfReducer;
  readonly b: WhatIfReducer;
}

/** What a window is told while a comparison runs; the abort of its signal ends it. */
export interface WhatIfListener {
  readonly signal: AbortSignal;
  readonly emit: (report: WhatIfReport) => Promise<void>;
}

/** Comparisons of two reducers over the tasks of a table. */
export interface WhatIfs {
  /** @throws `NotFound` when a file is asked for and none was loaded well */
  run(ref: TableRef, input: WhatIfInput, listener: WhatIfListener): Promise<WhatIfReport>;
}

/** Least time between two tellings, in milliseconds. */
const TELL_EVERY = 250;

/** Makes the service of comparisons. */
export function createWhatIfs({ host, withReads, reducers }: WhatIfsDeps): WhatIfs {
  const readAll = async (
    ref: TableRef,
    which: WhatIfWhich,
    whatIf: WhatIfProxy,
    { signal, emit }: WhatIfListener,
  ): Promise<void> => {
    let toldAt = Date.now();
    const told = async (): Promise<void> => {
      if (Date.now() - toldAt < TELL_EVERY) return;
      toldAt = Date.now();
      await emit(await whatIf.report({ signal }));
    };
    switch (which.kind) {
      case 'table':
        return withReads(ref, (store) =>
          store.readTable({
            signal,
            onItems: async (items, { segment }) => {
              await whatIf.add(segment, items, { signal });
              await told();
            },
          }),
        ).then(() => undefined);
      case 'tasks':
        for (const task of which.tasks) {
          await withReads(ref, (store) =>
            store.readTask(task, {
              signal,
              tailFirst: 0,
              onItems: async (items) => {
                await whatIf.add(0, items, { signal });
              },
            }),
          );
          await told();
        }
    }
  };

  return {
    async run(ref, { which, a, b }, listener) {
      const [left, right] = [await reducers.setupBy(ref, a), await reducers.setupBy(ref, b)];
      const whatIf = await host.openWhatIf(left.reducer, right.reducer);
      try {
        await readAll(ref, which, whatIf, listener);
        await whatIf.end({ signal: listener.signal });
        return await whatIf.report({ signal: listener.signal });
      } finally {
        whatIf.close();
      }
    },
  };
}
