import type { TableRef, TaskRef } from '#shared/contract/common.ts';
import type { WhatIfWhich } from '#shared/contract/reducers.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { Change } from '#shared/model/diff.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import type { WhatIfReducer, WhatIfReport } from '#shared/model/whatIf.ts';
import { diffDocuments } from '../../replay/diff.ts';
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

/** Two states of a task, and what leads from the one to the other. */
export interface BothStates {
  readonly from: AttributeMap;
  readonly to: AttributeMap;
  readonly changes: Change[];
}

/** Comparisons of two reducers over the tasks of a table. */
export interface WhatIfs {
  /** The states after the event `seq` by either reducer. @throws `NotFound` as `run` */
  states(
    ref: TaskRef,
    point: Pick<WhatIfInput, 'a' | 'b'> & { readonly seq: number },
    signal: AbortSignal,
  ): Promise<BothStates>;
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

  const stateBy = async (
    ref: TaskRef,
    items: readonly TaskItem[],
    which: WhatIfReducer,
    seq: number,
    signal: AbortSignal,
  ): Promise<AttributeMap> => {
    const session = await host.openTask(ref.task, await reducers.setupBy(ref, which));
    try {
      await session.add(items, { signal });
      return (await session.state(seq, { signal })).state;
    } finally {
      session.close();
    }
  };

  return {
    async states(ref, { a, b, seq }, signal) {
      const items: TaskItem[] = [];
      const onItems = (page: readonly TaskItem[]): void => void items.push(...page);
      await withReads(ref, (store) => store.readTask(ref.task, { signal, tailFirst: 0, onItems }));
      const from = await stateBy(ref, items, a, seq, signal);
      const to = await stateBy(ref, items, b, seq, signal);
      return { from, to, changes: [...diffDocuments(from, to)] };
    },
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
