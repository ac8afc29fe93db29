import { beforeEach, describe, expect, it } from 'vitest';
import { declarativeReducerSchema } from '#shared/model/reducerSpec.ts';
import { TASK_SETUP, type ReplaySetup } from '../../replay/reducers/replaySetup.ts';
import { createInlineReplayHost } from '../../replay/replayHost.ts';
import { eventItem, sampleEvent } from '../../replay/samples.ts';
import { memoryTaskEventStore } from '../../stores/taskEvents/memoryTaskEventStore.ts';
import { createWhatIfs, type WhatIfs } from './whatIfs.ts';

const TASK = { connection: 'c', table: 'tasks', task: 't' };
const NEVER = new AbortController().signal;

/** A reducer that puts one value into every state. */
const putting = (value: string): ReplaySetup => ({
  ...TASK_SETUP,
  reducer: declarativeReducerSchema.parse({
    kind: 'declarative',
    on: { '*': [{ op: 'set', field: 'value', to: { literal: value } }] },
  }),
});

let length = 0;
let now = '';
let whatIfs: WhatIfs;

beforeEach(() => {
  now = 'before';
  whatIfs = createWhatIfs({
    openHost: createInlineReplayHost,
    expectedItems: () => Promise.resolve(undefined),
    reducers: { setupBy: (_, which) => Promise.resolve(which === 'own' ? putting('own') : putting(now)) },
    withReads: (_, work) =>
      work({
        ...memoryTaskEventStore(),
        readTask: async (task, { onItems }) =>
          onItems(Array.from({ length }, (_each, index) => eventItem(sampleEvent(index + 1, 'Odd'), task))),
      }),
  });
});

describe('the states of a task by two reducers', () => {
  it('are told of a long stream too', async () => {
    length = 20_001;
    const states = await whatIfs.states(TASK, { a: 'own', b: 'now', seq: 20_001 }, NEVER);
    expect([states.from, states.to]).toEqual([{ value: { S: 'own' } }, { value: { S: 'before' } }]);
  });

  it('are by the files as the report beside them has read them, until it is made anew', async () => {
    length = 2;
    const run = () =>
      whatIfs.run(
        TASK,
        { which: { kind: 'tasks', tasks: ['t'] }, a: 'own', b: 'now' },
        { signal: NEVER, emit: () => Promise.resolve() },
      );
    const value = async () => (await whatIfs.states(TASK, { a: 'own', b: 'now', seq: 2 }, NEVER)).to['value'];
    const report = await run();
    expect(report.groups[0]?.examples[0]?.b).toEqual({ S: 'before' });
    now = 'after';
    expect(await value()).toEqual({ S: 'before' });
    await run();
    expect(await value()).toEqual({ S: 'after' });
  });
});
