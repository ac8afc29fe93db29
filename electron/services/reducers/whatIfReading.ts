import type { TableRef } from '#shared/contract/common.ts';
import type { WhatIfWhich } from '#shared/contract/reducers.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import type { WhatIfProgress, WhatIfReport } from '#shared/model/whatIf.ts';
import type { WhatIfProxy } from '../../replay/replayHost.ts';
import { watchSlowReducer } from '../slowReducer.ts';
import { tellLatest } from '../tellLatest.ts';
import type { WithReads } from '../withStore.ts';

/** What a window is told while a comparison runs; the abort of its signal ends it. */
export interface WhatIfListener {
  readonly signal: AbortSignal;
  readonly emit: (progress: WhatIfProgress) => Promise<void>;
}

/** Where the tasks come from that are compared. */
export interface WhatIfSource {
  readonly ref: TableRef;
  readonly which: WhatIfWhich;
  readonly withReads: WithReads;
  /** DynamoDB's own count of the table's items, for an estimate. */
  readonly expectedItems: (ref: TableRef, signal: AbortSignal) => Promise<number | undefined>;
}

/** Least time between two tellings, in milliseconds. */
const TELL_EVERY = 250;

/** Most items that are folded between two looks at how far it is: a reducer may be slow. */
const STEP = 500;

/** What is told before anything has been compared. */
const NOTHING: WhatIfReport = {
  ...{ tasks: 0, events: 0, differing: 0, failed: { a: 0, b: 0 } },
  ...{ groups: [], groupCount: 0 },
};

const stepsOf = (items: readonly TaskItem[]): readonly (readonly TaskItem[])[] =>
  Array.from({ length: Math.ceil(items.length / STEP) }, (_, index) =>
    items.slice(index * STEP, (index + 1) * STEP),
  );

/** About how many tasks there are, by those met in the items read; undefined where the count says nothing. */
export function estimatedTasks(
  tasks: number,
  items: number,
  expected: number | undefined,
): number | undefined {
  if (expected === undefined || expected < items || tasks === 0) return undefined;
  return Math.round((tasks * expected) / items);
}

/** Reads tasks into a comparison, tells how far that is (at most once in `every` ms), and gives what came of it. */
export async function readInto(
  whatIf: WhatIfProxy,
  { ref, which, withReads, expectedItems }: WhatIfSource,
  { signal, emit }: WhatIfListener,
  every: number = TELL_EVERY,
): Promise<WhatIfReport> {
  let items = 0;
  const absent: string[] = [];
  let toldAt = Date.now();
  let last: WhatIfProgress = { report: NOTHING, done: 0, items };
  const tellSlow = async (): Promise<void> => {
    const slow = watch.slow();
    if (!signal.aborted) await emit({ ...last, items, ...(slow === undefined ? {} : { slow }) });
  };
  const watch = watchSlowReducer(tellLatest(tellSlow));
  whatIf.onRunning(watch.take);
  const tell = async (done: number, total: number | undefined): Promise<void> => {
    if (Date.now() - toldAt < every) return;
    toldAt = Date.now();
    const report = await whatIf.report({ signal });
    const slow = watch.slow();
    last = { report, done, items, ...(total === undefined ? {} : { total }) };
    await emit({ ...last, ...(slow === undefined ? {} : { slow }) });
  };
  const add = async (
    segment: number,
    page: readonly TaskItem[],
    told: (tasks: number) => Promise<void>,
  ): Promise<void> => {
    for (const step of stepsOf(page)) {
      const { tasks } = await whatIf.add(segment, step, { signal });
      await told(tasks);
    }
  };

  try {
    switch (which.kind) {
      case 'table': {
        // Without an estimate the comparison is as good; what keeps the table from being read is told by reading it.
        const expected = await expectedItems(ref, signal).catch(() => undefined);
        const told = (tasks: number): Promise<void> => tell(tasks, estimatedTasks(tasks, items, expected));
        let tasks = 0;
        await withReads(ref, (store) =>
          store.readTable({
            signal,
            onItems: async (page, progress) => {
              items = progress.items;
              // Of streams that lie apart everything is read before the first is handed over.
              if (page.length === 0) await told(tasks);
              await add(progress.segment, page, (met) => told((tasks = met)));
            },
          }),
        );
        break;
      }
      case 'tasks': {
        const names = [...new Set(which.tasks)];
        for (const [done, task] of names.entries()) {
          const told = (): Promise<void> => tell(done, names.length);
          const before = items;
          const onItems = async (page: readonly TaskItem[]): Promise<void> => {
            items += page.length;
            await add(0, page, told);
          };
          await withReads(ref, (store) => store.readTask(task, { signal, tailFirst: 0, onItems }));
          if (items === before) absent.push(task);
          // This task is whole, so it is compared before the next one is read.
          await whatIf.end({ signal });
          await tell(done + 1, names.length);
        }
      }
    }
    await whatIf.end({ signal });
    const report = await whatIf.report({ signal });
    return absent.length === 0 ? report : { ...report, absent };
  } finally {
    watch.stop();
  }
}
