import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WhatIfWhich } from '#shared/contract/reducers.ts';
import { hasCode } from '#shared/errors/appError.ts';
import type { NewTaskEvent } from '#shared/model/taskEvent.ts';
import type { WhatIfProgress } from '#shared/model/whatIf.ts';
import { createReplayHost } from '../../replay/replayHost.ts';
import { reducersFile } from '../../settings/reducersFile.ts';
import { memoryTaskEventStore } from '../../stores/taskEvents/memoryTaskEventStore.ts';
import type { TaskEventStore } from '../../stores/taskEvents/taskEventStore.ts';
import type { WithReads } from '../withStore.ts';
import { createReducers, type Reducers } from './reducers.ts';
import { createWhatIfs, type WhatIfs } from './whatIfs.ts';
import { buildWorkers } from '../../worker/buildWorkers.fixture.ts';

const REF = { connection: 'c', table: 'tasks' };
const NEVER = new AbortController().signal;
const WHOLE = { which: { kind: 'table' }, a: 'own', b: 'now' } as const;

let folder = '';
let file = '';
let store: TaskEventStore;
let reducers: Reducers;
let whatIfs: WhatIfs;
const told: WhatIfProgress[] = [];

const emit = (progress: WhatIfProgress): Promise<void> => {
  told.push(progress);
  return Promise.resolve();
};
const openHost = () => createReplayHost({ workerFile: join(folder, 'replayWorker.cjs') });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'what-if-'));
  file = join(folder, 'mine.js');
  await buildWorkers(folder, ['reducerWorker', 'replayWorker']);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const event = (type: string, data: NewTaskEvent['data'] = {}): NewTaskEvent => ({
  type,
  at: '2026-11-01T09:00:00.000Z',
  data,
});

/** A task of these types, from its creation on. */
async function stream(task: string, ...types: readonly string[]): Promise<void> {
  await store.createTask(task, event('TaskCreated', { title: { S: task } }), { status: { S: 'pending' } });
  for (const [index, type] of types.entries()) await store.appendEvent(task, event(type), index + 2);
}

/** The reader's file: the states of the built-in reducer as far as they matter here, and a twist of its own. */
const write = (twist: string): Promise<void> =>
  writeFile(
    file,
    `exports.initialState = { status: 'none' };
     const STATUS = { TaskCreated: 'pending', TaskStarted: 'running', TaskSucceeded: 'succeeded' };
     exports.reduce = (state, event) => { ${twist}
       return { ...state, status: STATUS[event.type] || state.status };
     };
     exports.compare = { fields: ['status', 'worker'] };`,
  );

const PLAIN = '';
const choose = async (twist: string): Promise<void> => {
  await write(twist);
  await reducers.choose(REF, file);
};

beforeEach(async () => {
  told.length = 0;
  store = memoryTaskEventStore();
  const host = openHost();
  reducers = createReducers({
    chosen: reducersFile(await mkdtemp(join(folder, 'settings-')), () => undefined),
    layoutSetup: () => Promise.resolve(undefined),
    host,
  });
  const withReads: WithReads = (_, work) => work(store);
  whatIfs = createWhatIfs({ openHost, withReads, expectedItems: () => Promise.resolve(undefined), reducers });
  return async () => {
    reducers.close();
    await host.close();
  };
});

describe('two reducers over the tasks of a table', () => {
  beforeEach(async () => {
    await stream('a', 'TaskStarted', 'TaskSucceeded');
    await stream('b', 'TaskStarted');
    await stream('c');
  });

  it('agree where they fold alike', async () => {
    await choose(PLAIN);
    const report = await whatIfs.run(REF, WHOLE, { signal: NEVER, emit });
    expect(report).toMatchObject({ tasks: 3, events: 6, differing: 0, failed: { a: 0, b: 0 }, groups: [] });
  });

  it('are told by field and by the event since which they differ, the most tasks first, with examples', async () => {
    await choose(`if (event.type === 'TaskStarted') return { ...state, status: 'begun', worker: 'w' };
                  if (event.type === 'TaskSucceeded') return state;`);
    const report = await whatIfs.run(REF, WHOLE, { signal: NEVER, emit });
    expect(report).toMatchObject({ tasks: 3, differing: 2, groupCount: 1 });
    expect(report.groups).toEqual([
      {
        field: 'status',
        type: 'TaskStarted',
        tasks: 2,
        examples: [
          { task: 'a', seq: 2, a: { S: 'succeeded' }, b: { S: 'begun' } },
          { task: 'b', seq: 2, a: { S: 'running' }, b: { S: 'begun' } },
        ],
      },
    ]);
    const states = await whatIfs.states({ ...REF, task: 'a' }, { a: 'own', b: 'now', seq: 2 }, NEVER);
    expect([states.from['status'], states.to['status']]).toEqual([{ S: 'running' }, { S: 'begun' }]);
    expect(states.changes.map(({ path }) => path.join('.'))).toContain('worker');
  });

  it('are run over a selection, each task once; one that has no events counts as done', async () => {
    await choose(`if (event.type === 'TaskStarted') return { ...state, status: 'begun' };`);
    const which: WhatIfWhich = { kind: 'tasks', tasks: ['b', 'nobody', 'b', 'c'] };
    const report = await whatIfs.run(REF, { ...WHOLE, which }, { signal: NEVER, emit });
    expect(report).toMatchObject({ tasks: 2, events: 3, differing: 1, absent: ['nobody'] });
    expect(report.groups[0]?.examples.map(({ task }) => task)).toEqual(['b']);
  });

  it('compare two files of which neither is chosen, each as it is when it is asked for', async () => {
    const other = join(folder, 'other.js');
    await write(PLAIN);
    await writeFile(other, `exports.initialState = 1; exports.reduce = 2;`);
    const [a, b] = [reducers.offer(file), reducers.offer(other)].map(({ id }) => ({ file: id }));
    if (a === undefined || b === undefined) throw new Error('two files');
    const run = () => whatIfs.run(REF, { ...WHOLE, a, b }, { signal: NEVER, emit });
    await expect(run()).rejects.toMatchObject({ code: 'InvalidInput' });
    const twisted = (await readFile(file, 'utf8')).replace("'succeeded'", "'over'");
    await writeFile(other, twisted);
    expect((await run()).groups.map(({ field, type, tasks }) => [field, type, tasks])).toEqual([
      ['status', 'TaskSucceeded', 1],
    ]);
    expect(() => reducers.offer('other.js')).toThrow('not an absolute path');
  });

  it('compare a file with what it was when it was chosen', async () => {
    await choose(PLAIN);
    await write(`if (event.type === 'TaskSucceeded') return { ...state, status: 'over' };`);
    await reducers.reload(REF);
    const report = await whatIfs.run(REF, { ...WHOLE, a: 'chosen' }, { signal: NEVER, emit });
    expect(report.groups.map(({ field, type, tasks }) => [field, type, tasks])).toEqual([
      ['status', 'TaskSucceeded', 1],
    ]);
  });

  it('go on around an event at which one of them throws, and count the task', async () => {
    await choose(`if (event.type === 'TaskStarted') throw new Error('planted');`);
    const report = await whatIfs.run(REF, WHOLE, { signal: NEVER, emit });
    expect(report).toMatchObject({ tasks: 3, failed: { a: 0, b: 2 }, differing: 1 });
    // The one that goes on to succeed ends the same by both.
    expect(report.groups[0]?.examples.map(({ task }) => task)).toEqual(['b']);
  });

  it('are refused where no file was chosen', async () => {
    const error: unknown = await whatIfs
      .run(REF, WHOLE, { signal: NEVER, emit })
      .catch((reason: unknown) => reason);
    expect(hasCode(error, 'NotFound')).toBe(true);
  });
});

it('a comparison that is given up ends the event it is at, and holds nobody up', async () => {
  for (const task of ['a', 'b', 'c', 'd']) await stream(task, ...Array<string>(200).fill('TaskProgressed'));
  // Some tenths of a second for an event: all of them would take longer than this test may.
  await choose(`for (let i = 0; i < 12e8; i += 1);`);
  const giveUp = new AbortController();
  const tasks = store;
  store = {
    ...tasks,
    readTable: (options) =>
      tasks.readTable({
        ...options,
        onItems: async (items, progress) => {
          const folding = options.onItems(items, progress);
          // By then the worker has been asked, and nothing but its end keeps it from folding.
          await setImmediate();
          giveUp.abort();
          await folding;
        },
      }),
  };
  const error: unknown = await whatIfs
    .run(REF, WHOLE, { signal: giveUp.signal, emit })
    .catch((reason: unknown) => reason);
  expect(hasCode(error, 'Cancelled')).toBe(true);
  await choose(PLAIN);
  const which: WhatIfWhich = { kind: 'tasks', tasks: ['a'] };
  expect(await whatIfs.run(REF, { ...WHOLE, which }, { signal: NEVER, emit })).toMatchObject({ tasks: 1 });
});

it('a comparison tells where the slow one of the two is, before it is through with the first task', async () => {
  for (const task of ['a', 'b', 'c', 'd']) await stream(task, ...Array<string>(200).fill('TaskProgressed'));
  await choose(`for (let i = 0; i < 1e8; i += 1);`);
  const giveUp = new AbortController();
  const seen: WhatIfProgress[] = [];
  const onProgress = (progress: WhatIfProgress): Promise<void> => {
    seen.push(progress);
    giveUp.abort();
    return Promise.resolve();
  };
  await whatIfs.run(REF, WHOLE, { signal: giveUp.signal, emit: onProgress }).catch(() => undefined);
  expect(seen[0]).toMatchObject({ done: 0, slow: { reducer: 'mine.js', stream: 'a', events: 201 } });
});
