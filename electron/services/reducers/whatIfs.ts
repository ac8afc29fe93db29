import type { TableRef, TaskRef } from '#shared/contract/common.ts';
import type { WhatIfWhich } from '#shared/contract/reducers.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { Change } from '#shared/model/diff.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import type { WhatIfReducer, WhatIfReport } from '#shared/model/whatIf.ts';
import { diffDocuments } from '../../replay/diff.ts';
import type { ReplaySetup } from '../../replay/reducers/replaySetup.ts';
import type { ReplayHost } from '../../replay/replayHost.ts';
import type { Reducers } from './reducers.ts';
import { readInto, type WhatIfListener, type WhatIfSource } from './whatIfReading.ts';

/** What comparisons of reducers stand on. */
export interface WhatIfsDeps extends Pick<WhatIfSource, 'withReads' | 'expectedItems'> {
  /**
   * Makes a worker for one comparison, ended with it: a slow reducer holds up nobody else, and giving up ends the very
   * event that is being folded.
   */
  readonly openHost: () => ReplayHost;
  readonly reducers: Pick<Reducers, 'setupBy'>;
}

/** What a comparison is of. */
export interface WhatIfInput {
  readonly which: WhatIfWhich;
  readonly a: WhatIfReducer;
  readonly b: WhatIfReducer;
}

/** Two states of a task, and what leads from the one to the other. */
export interface BothStates {
  readonly from: AttributeMap;
  readonly to: AttributeMap;
  readonly changes: Change[];
}

/** What either side of a comparison folds by: files as they were read. */
type Setups = readonly [ReplaySetup, ReplaySetup];

/** So many comparisons, those begun last, keep their files. */
const KEPT = 8;

/** Comparisons of two reducers over the tasks of a table. */
export interface WhatIfs {
  /** The states after the event `seq`, by the files as the last `run` of the two read them. @throws `NotFound` as `run` */
  states(
    ref: TaskRef,
    point: Pick<WhatIfInput, 'a' | 'b'> & { readonly seq: number },
    signal: AbortSignal,
  ): Promise<BothStates>;
  /** @throws `NotFound` when a file is asked for and none was loaded well */
  run(ref: TableRef, input: WhatIfInput, listener: WhatIfListener): Promise<WhatIfReport>;
}

/** Makes the service of comparisons. */
export function createWhatIfs({ openHost, withReads, expectedItems, reducers }: WhatIfsDeps): WhatIfs {
  const begun = new Map<string, Setups>();

  const keyOf = ({ connection, table }: TableRef, { a, b }: Pick<WhatIfInput, 'a' | 'b'>): string =>
    JSON.stringify([connection, table, a, b]);

  const setupsOf = async (ref: TableRef, { a, b }: Pick<WhatIfInput, 'a' | 'b'>): Promise<Setups> => [
    await reducers.setupBy(ref, a),
    await reducers.setupBy(ref, b),
  ];

  /** States are told beside the report: they are to be by the same text, whatever the files say by then. */
  const keep = (key: string, setups: Setups): void => {
    begun.delete(key);
    begun.set(key, setups);
    for (const oldest of begun.keys()) {
      if (begun.size <= KEPT) break;
      begun.delete(oldest);
    }
  };

  const beside = async <T>(signal: AbortSignal, work: (host: ReplayHost) => Promise<T>): Promise<T> => {
    const host = openHost();
    const close = (): void => void host.close();
    signal.addEventListener('abort', close, { once: true });
    if (signal.aborted) close();
    try {
      return await work(host);
    } finally {
      signal.removeEventListener('abort', close);
      await host.close();
    }
  };

  const stateBy = async (
    host: ReplayHost,
    ref: TaskRef,
    items: readonly TaskItem[],
    point: { readonly by: ReplaySetup; readonly seq: number; readonly signal: AbortSignal },
  ): Promise<AttributeMap> => {
    const { by, seq, signal } = point;
    const session = await host.openTask(ref.task, by);
    await session.add(items, { signal });
    // A long stream that may still grow is not folded by just any reducer.
    await session.complete();
    return (await session.state(seq, { signal })).state;
  };

  return {
    async states(ref, point, signal) {
      const { seq } = point;
      const [a, b] = begun.get(keyOf(ref, point)) ?? (await setupsOf(ref, point));
      const items: TaskItem[] = [];
      const onItems = (page: readonly TaskItem[]): void => void items.push(...page);
      await withReads(ref, (store) => store.readTask(ref.task, { signal, tailFirst: 0, onItems }));
      return beside(signal, async (host) => {
        const from = await stateBy(host, ref, items, { by: a, seq, signal });
        const to = await stateBy(host, ref, items, { by: b, seq, signal });
        return { from, to, changes: [...diffDocuments(from, to)] };
      });
    },
    async run(ref, input, listener) {
      const { which } = input;
      const setups = await setupsOf(ref, input);
      keep(keyOf(ref, input), setups);
      const [left, right] = setups;
      return beside(listener.signal, async (host) => {
        const whatIf = await host.openWhatIf(left.reducer, right.reducer);
        return readInto(whatIf, { ref, which, withReads, expectedItems }, listener);
      });
    },
  };
}
