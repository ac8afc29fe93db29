import { expect, it } from 'vitest';
import type { TaskItem } from '#shared/model/taskItem.ts';
import type { WhatIfProgress } from '#shared/model/whatIf.ts';
import { createInlineReplayHost } from '../../replay/replayHost.ts';
import { eventItem, sampleEvent } from '../../replay/samples.ts';
import { memoryTaskEventStore } from '../../stores/taskEvents/memoryTaskEventStore.ts';
import type { WithReads } from '../withStore.ts';
import { estimatedTasks, readInto } from './whatIfReading.ts';

const REF = { connection: 'c', table: 'tasks' };
const NEVER = new AbortController().signal;

it('the number of tasks is estimated from the items read, unless the count is known to be stale', () => {
  expect(estimatedTasks(30, 100, 1000)).toBe(300);
  expect(estimatedTasks(30, 100, 100)).toBe(30);
  expect(estimatedTasks(30, 100, 99)).toBeUndefined();
  expect(estimatedTasks(0, 100, 1000)).toBeUndefined();
  expect(estimatedTasks(30, 100, undefined)).toBeUndefined();
});

it('progress rises to what there is, of a whole table and of some tasks', async () => {
  const page = (task: string): readonly TaskItem[] =>
    Array.from({ length: 60 }, (_, index) => eventItem(sampleEvent(index + 1, 'Odd'), task));
  const tasks = Array.from({ length: 20 }, (_, index) => `t-${index}`);
  let clock = 0;
  const withReads: WithReads = (_, work) =>
    work({
      ...memoryTaskEventStore(),
      readTask: async (task, { onItems }) => onItems(page(task)),
      readTable: async ({ onItems }) => {
        for (const task of tasks) {
          clock += 1;
          await onItems(page(task), { items: clock * 60, units: 0, segment: 0 });
        }
      },
    });
  const host = createInlineReplayHost();
  const run = async (which: Parameters<typeof readInto>[1]['which']): Promise<readonly WhatIfProgress[]> => {
    const told: WhatIfProgress[] = [];
    const whatIf = await host.openWhatIf({ kind: 'none' }, { kind: 'none' });
    const source = { ref: REF, which, withReads, expectedItems: () => Promise.resolve(1200) };
    const emit = (progress: WhatIfProgress): Promise<void> => Promise.resolve(void told.push(progress));
    const report = await readInto(whatIf, source, { signal: NEVER, emit }, 0);
    expect(report.tasks).toBe(20);
    return told;
  };
  const whole = await run({ kind: 'table' });
  expect(whole.map(({ done }) => done)).toEqual(tasks.map((_, index) => index));
  // One task of each segment is still open, so a little is missing from the estimate.
  expect(whole.at(-1)).toMatchObject({ done: 19, total: 19, items: 1200 });
  const some = await run({ kind: 'tasks', tasks: [...tasks, 't-0'] });
  expect(some.at(-1)).toMatchObject({ done: 20, total: 20, report: { tasks: 20 } });
  await host.close();
});
