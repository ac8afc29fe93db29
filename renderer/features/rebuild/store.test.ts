import { expect, it } from 'vitest';
import type { AppClient } from '#shared/contract/index.ts';
import type { RebuildPlan } from '#shared/model/rebuild.ts';
import type { RebuildStory } from '#shared/model/rebuildStory.ts';
import { createRebuildStore } from './store.ts';

const TABLE = { connection: 'c', table: 'tasks' };

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

/** A store whose host answers at once, but for what is selected: that is answered when the test says so. */
function open() {
  const plans: ((plan: RebuildPlan) => void)[] = [];
  const stories: ((story: RebuildStory) => void)[] = [];
  const asked: Parameters<AppClient['rebuild']['run']>[0][] = [];
  const never = (): Promise<never> => new Promise(() => undefined);
  let handles = 0;
  const store = createRebuildStore({
    client: {
      rebuild: {
        ...{ choose: never, stopPlanning: never, resume: never, undo: never },
        run: (input) => {
          asked.push(input);
          return never();
        },
        plan: () => new Promise((settle) => plans.push(settle)),
        planMany: (_, options) => {
          handles += 1;
          const counts = { total: 1, done: 1, rewrites: 1, chosen: 1, agrees: 0, refused: 0, failed: 0 };
          const planning = { handle: `plan ${handles}`, version: 1, phase: 'ready' as const };
          options.onItem({ ...planning, ...counts, causes: [], causeCount: 0 });
          return never();
        },
        planned: () =>
          Promise.resolve({ version: 1, total: 1, rows: [{ task: 'a', plan: null, isChosen: true }] }),
        runs: () => Promise.resolve({ runs: [] }),
        tasks: () =>
          Promise.resolve({ version: 1, total: 1, rows: [{ task: 'a', result: null, undone: null }] }),
        story: () => new Promise((settle) => stories.push(settle)),
      },
    },
  });
  return { store, plans, stories, asked };
}

it('a late answer is not shown under another plan', async () => {
  const { store, plans } = open();
  const select = async (): Promise<void> => {
    store.getState().openMany(TABLE, { kind: 'tasks', tasks: ['a'] }, 1);
    await settled();
    store.getState().planned?.rows.ensure(0, 1);
    await settled();
    void store.getState().selectPlanned(0);
  };
  await select();
  await select();
  expect(plans).toHaveLength(2);
  plans[0]?.({ kind: 'agrees', task: 'old', seq: 1 });
  await settled();
  expect(store.getState().planned?.shown).toMatchObject({ phase: 'running' });
  plans[1]?.({ kind: 'agrees', task: 'new', seq: 2 });
  await settled();
  expect(store.getState().planned?.shown).toMatchObject({ phase: 'done', value: { task: 'new' } });
});

it('nor under the same run opened again', async () => {
  const { store, stories } = open();
  await store.getState().openRuns(TABLE);
  for (let time = 0; time < 2; time += 1) {
    store.getState().openRun('r');
    await settled();
    void store.getState().selectTask(0);
  }
  expect(stories).toHaveLength(2);
  stories[0]?.({ task: 'old', result: null, undone: null, comparisons: [] });
  await settled();
  expect(store.getState().tasks?.story).toMatchObject({ phase: 'running' });
});

it('of one task what was looked at is rebuilt, and nothing else', async () => {
  const { store, plans, asked } = open();
  void store.getState().openOne({ ...TABLE, task: 'a' });
  await store.getState().start();
  expect(asked).toEqual([]);
  const shown = { before: null, after: {}, changes: [], drift: null };
  plans[0]?.({ kind: 'rewrite', task: 'a', seq: 1, digest: 12, ...shown });
  await settled();
  void store.getState().start();
  expect(asked).toMatchObject([{ which: { kind: 'seen', task: 'a', digest: 12 } }]);
});
