import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasCode } from '#shared/errors/appError.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { TASK_RULES } from '#shared/model/taskItem.ts';
import { eventsAhead } from '../ahead.ts';
import { fold, type Reducer, type StepProblem } from '../reducer.ts';
import { createReplayHost } from '../replayHost.ts';
import { eventItem, sampleEvent } from '../samples.ts';
import { moduleReducer } from './moduleReducer.ts';
import type { ModuleSource } from './replaySetup.ts';
import type { RunningAt } from './sandbox/sandbox.ts';
import { buildWorkers } from '../../worker/buildWorkers.fixture.ts';

let folder = '';
const open: Reducer[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reducer-worker-'));
  await buildWorkers(folder, ['reducerWorker', 'replayWorker']);
});

afterAll(async () => {
  for (const reducer of open) reducer.close?.();
  await rm(folder, { recursive: true, force: true });
});

const source = (code: string): ModuleSource => ({
  kind: 'module',
  name: 'mine.js',
  files: [{ name: 'mine.js', code, imports: {} }],
});

const reducer = (reduce: string, limitMs = 700): Reducer => {
  const opened = moduleReducer(
    source(`exports.initialState = { n: 0 }; exports.reduce = (state, event) => ${reduce};`),
    { workerFile: join(folder, 'reducerWorker.cjs'), limitMs, memoryMb: 32 },
  );
  open.push(opened);
  return opened;
};

const events = (count: number): readonly TaskEvent[] =>
  Array.from({ length: count }, (_, index) => sampleEvent(index + 1, 'Added', { by: { N: '1' } }));

/** Folds as a stream does, and tells the problems by number. */
function folded(by: Reducer, list: readonly TaskEvent[]) {
  const problems: Record<number, readonly StepProblem[]> = {};
  const { next } = eventsAhead(by, (position) => list[position], list.length);
  let state = by.initial;
  for (let position = 0; position < list.length; position += 1) {
    const event = next(state, position);
    if (event === undefined) break;
    const found = by.problemsOf?.(state, event) ?? [];
    if (found.length > 0) problems[event.seq] = found;
    state = by.step(state, event);
  }
  return { state, problems };
}

const QUICK = 'exports.initialState = { n: 0 }; exports.reduce = (state) => ({ n: state.n + 1 });';
const COUNT = '({ n: state.n + event.data.by })';

describe('a reducer of one’s own', () => {
  it('folds a long stream in batches, the same as one by one', () => {
    const counting = reducer(COUNT);
    expect(folded(counting, events(1000))).toEqual({ state: { n: { N: '1000' } }, problems: {} });
    expect(fold(counting, events(30))).toEqual({ n: { N: '30' } });
  });

  it('is stopped at the event that never ends, and goes on after it', () => {
    const stuck = reducer(`{ if (event.seq === 300) for (;;); return ${COUNT}; }`);
    const { state, problems } = folded(stuck, events(400));
    expect(state).toEqual({ n: { N: '399' } });
    expect(Object.keys(problems)).toEqual(['300']);
    expect(problems[300]?.[0]).toMatchObject({ kind: 'reducer-failed' });
    expect(problems[300]?.[0]?.message).toContain('was stopped');
  });

  it('is stopped at the event that takes all memory, and this thread lives on', () => {
    const greedy = reducer(
      `{ if (event.seq === 3) { const all = []; for (;;) all.push(new Array(1000).fill(event.seq)); } return ${COUNT}; }`,
    );
    const { state, problems } = folded(greedy, events(5));
    expect(state).toEqual({ n: { N: '4' } });
    expect(Object.keys(problems)).toEqual(['3']);
  });

  it('is given up after it was stopped three times', () => {
    const { state, problems } = folded(reducer('{ for (;;); }', 100), events(50));
    expect(state).toEqual({ n: { N: '0' } });
    expect(Object.keys(problems)).toHaveLength(50);
    expect(problems[50]?.[0]?.message).toContain('not run any more');
  });

  it('tells where it failed', () => {
    const { problems } = folded(reducer(`{ if (event.seq === 2) nope(); return ${COUNT}; }`), events(3));
    expect(problems).toEqual({
      2: [{ kind: 'reducer-failed', message: 'mine.js, line 1: nope is not defined' }],
    });
  });

  it('reaches nothing through an error of the runtime', () => {
    // A promise of the realm never goes on, and an error of the host has no way to a constructor of functions.
    const answer = folded(
      reducer(`{
        state.out = String(state.out ?? '');
        import('node:fs').catch((error) => { globalThis.caught = error; });
        const error = globalThis.caught;
        state.out += error === undefined ? 'none ' : typeof error.constructor?.constructor + ' ';
        return state;
      }`),
      events(20),
    );
    expect(answer.problems).toEqual({});
    expect(JSON.stringify(answer.state)).not.toContain('function');
  });

  it('is refused with its reason when it cannot be loaded', () => {
    const load = (code: string): unknown => {
      try {
        moduleReducer(source(code), { workerFile: join(folder, 'reducerWorker.cjs') });
        return undefined;
      } catch (error) {
        return error;
      }
    };
    const error = load('\nthrow new Error("planted")');
    expect(hasCode(error, 'InvalidInput') && error.message).toBe(
      'The reducer mine.js cannot be run: mine.js, line 2: planted',
    );
    expect(hasCode(load('exports.reduce = 1'), 'InvalidInput')).toBe(true);
  });
});

describe('a reducer of one’s own that is given up while it runs', () => {
  /** Within the limit at each event; all of them would take minutes. */
  const slow = source(`
    exports.initialState = { n: 0 };
    exports.reduce = (state) => { let n = 0; for (let i = 0; i < 2e8; i += 1) n += i % 3; return { n: state.n + n }; };`);

  it.each(['task', 'table'] as const)('holds nobody else up: a %s', async (what) => {
    const host = createReplayHost({ workerFile: join(folder, 'replayWorker.cjs') });
    try {
      const items = events(1000).map((event) => eventItem(event));
      const setup = { rules: TASK_RULES, reducer: slow };
      const held = await (what === 'task' ? host.openTask('t', setup) : host.openIndex(setup));
      const work =
        'complete' in held
          ? held
              .add(items)
              .then(() => held.complete())
              .then(() => held.summary())
          : held.add(0, items).then(() => held.end());
      const ended = work.then(
        () => 'done',
        (error: unknown) => (hasCode(error, 'Cancelled') ? 'cancelled' : error),
      );
      // By then it has begun, and no event has taken too long.
      await new Promise((resolve) => setTimeout(resolve, 1500));
      held.close();
      expect(await ended).toBe('cancelled');
      const session = await host.openTask('t', { rules: TASK_RULES, reducer: source(QUICK) });
      await session.add(items);
      await session.complete();
      expect((await session.summary()).replayed).toEqual({ n: { N: '1000' } });
    } finally {
      await host.close();
    }
  });
});

describe('a reducer of one’s own that takes its time', () => {
  const slow = (from: number) =>
    source(`
      exports.initialState = { n: 0 };
      exports.reduce = (state, event) => {
        if (event.seq < ${from}) return state;
        let n = 0; for (let i = 0; i < 5e7; i += 1) n += i % 3; return { n };
      };`);
  const items = events(400).map((event) => eventItem(event));

  it.each(['task', 'table'] as const)(
    'is told of, event by event, until nobody waits for it: a %s',
    async (what) => {
      const host = createReplayHost({ workerFile: join(folder, 'replayWorker.cjs') });
      try {
        const setup = { rules: TASK_RULES, reducer: slow(341) };
        const held = await (what === 'task' ? host.openTask('t', setup) : host.openIndex(setup));
        const told: (RunningAt | undefined)[] = [];
        const over = new Promise<void>((resolve) => {
          held.onRunning((at) => {
            told.push(at);
            if (at === undefined && (told.at(-2)?.event ?? 0) > 341) resolve();
          });
        });
        if ('complete' in held) {
          await held.add(items);
          await held.complete();
          await held.summary();
        } else {
          await held.add(0, items);
          await held.end();
        }
        await over;
        const at = told.flatMap((each) => each ?? []);
        const stream = what === 'task' ? {} : { stream: 't' };
        for (const each of at)
          expect(each).toEqual({ reducer: 'mine.js', ...stream, event: each.event, events: 400 });
        const places = at.map(({ event }) => event).filter((event) => event > 341);
        expect(new Set(places).size).toBeGreaterThan(1);
        expect(places).toEqual([...places].sort((a, b) => a - b));
      } finally {
        await host.close();
      }
    },
  );

  it.each(['task', 'table'] as const)('lets others be opened and answered meanwhile: a %s', async (what) => {
    const host = createReplayHost({ workerFile: join(folder, 'replayWorker.cjs') });
    try {
      const setup = { rules: TASK_RULES, reducer: slow(1) };
      const held = await (what === 'task' ? host.openTask('t', setup) : host.openIndex(setup));
      const begun = new Promise<void>((resolve) => held.onRunning(() => resolve()));
      const work =
        'complete' in held
          ? held
              .add(items)
              .then(() => held.complete())
              .then(() => held.summary())
          : held.add(0, items).then(() => held.end());
      let isOver = false;
      const ended = work.then(
        () => (isOver = true),
        () => (isOver = true),
      );
      await begun;
      const other = await host.openTask('t', { rules: TASK_RULES, reducer: source(QUICK) });
      await other.add(items);
      await other.complete();
      expect((await other.summary()).replayed).toEqual({ n: { N: '400' } });
      // All of its events take half a minute.
      expect(isOver).toBe(false);
      held.close();
      await ended;
    } finally {
      await host.close();
    }
  });
});

describe('a task replayed by a reducer of one’s own', () => {
  it('shows its states and its problems as findings', async () => {
    const host = createReplayHost({ workerFile: join(folder, 'replayWorker.cjs') });
    try {
      const own = source(`
        exports.initialState = { total: 0, status: 'open' };
        exports.reduce = (state, event) => {
          if (event.seq === 2) throw new Error('planted');
          return { ...state, total: state.total + event.data.by };
        };
        exports.invariants = (state) => (state.total > 2 ? ['too much'] : []);`);
      expect(await host.checkReducer(own)).toMatchObject({ hasInvariants: true });
      const session = await host.openTask('t', { rules: TASK_RULES, reducer: own });
      await session.add(events(5).map((event) => eventItem(event)));
      await session.complete();
      const summary = await session.summary();
      expect(summary.replayed).toEqual({ total: { N: '4' }, status: { S: 'open' } });
      expect(summary.findings).toMatchObject([
        { kind: 'orphan-events' },
        { kind: 'reducer-failed', seq: 2, message: 'mine.js, line 4: planted' },
        { kind: 'invariant-violated', seq: 4, message: 'too much' },
      ]);
      expect((await session.state(3)).state['total']).toEqual({ N: '2' });
      session.close();
    } finally {
      await host.close();
    }
  });
});
