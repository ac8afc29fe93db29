import type { TaskEvent } from '../../shared/model/taskEvent.ts';
import type { TaskItem } from '../../shared/model/taskItem.ts';
import { taskReducer } from '../../electron/replay/taskReducer.ts';
import { createTaskSession, type TaskSession } from '../../electron/replay/taskSession.ts';
import type { Bench } from '../harness/bench.ts';
import type { Figure } from '../harness/figures.ts';
import { inTurns, percentile, timed } from '../harness/measure.ts';
import { LONG_TASKS, longTask, type LongTask } from '../harness/seed.ts';

const ROUNDS = 5;
const SEEKS = 2000;

/** What one would write by hand if nothing but the last state mattered: one object, changed in place. */
function foldByHand(events: readonly TaskEvent[]): string {
  const state = { status: 'none', attempts: 0, progress: '0', lastError: '', lastSeq: 0, updatedAt: '' };
  for (const { type, data, seq, at } of events) {
    state.lastSeq = seq;
    state.updatedAt = at;
    const progress = data?.['progress'];
    const error = data?.['error'];
    if (type === 'TaskCreated') state.status = 'pending';
    else if (type === 'TaskStarted') {
      state.status = 'running';
      state.attempts += 1;
    } else if (type === 'TaskProgressed' && progress !== undefined && 'N' in progress) {
      state.progress = progress.N;
    } else if (type === 'TaskSucceeded') state.status = 'succeeded';
    else if (type === 'TaskRetryScheduled') state.status = 'retrying';
    else if (type === 'TaskFailed') {
      state.status = 'failed';
      if (error !== undefined && 'S' in error) state.lastError = error.S;
    }
  }
  return `${state.status} ${state.attempts} ${state.lastSeq}`;
}

const foldWithReducer = (events: readonly TaskEvent[]) =>
  events.reduce((state, event) => taskReducer.step(state, event), taskReducer.initial);

function openedSession(task: LongTask, items: readonly TaskItem[]): TaskSession {
  const session = createTaskSession(task.task);
  for (let from = 0; from < items.length; from += 2000) session.add(items.slice(from, from + 2000));
  session.complete();
  return session;
}

/** Microseconds of each of many seeks to places all over the stream. */
function seekTimes(session: TaskSession, events: number): readonly number[] {
  return Array.from({ length: SEEKS }, (_, index) => {
    const start = performance.now();
    session.state(1 + ((index * 7919) % events));
    return (performance.now() - start) * 1000;
  });
}

async function figuresOf(task: LongTask): Promise<readonly Figure[]> {
  const { events } = longTask(task);
  const items = events.map((event): TaskItem => ({ kind: 'event', taskId: task.task, event }));
  let session = openedSession(task, items);
  const rate = (ms: number): number => events.length / ms / 1000;
  const time = await inTurns(ROUNDS, [
    async () => ({ hand: await timed(() => foldByHand(events)) }),
    async () => ({ reducer: await timed(() => foldWithReducer(events)) }),
    async () => ({
      session: await timed(() => {
        session = openedSession(task, items);
        return session.summary();
      }),
    }),
    async () => ({ timeline: await timed(() => session.timeline(1000)) }),
    async () => ({
      rows: await timed(() =>
        session.events({ types: [], text: '', regex: false }, { from: 40_000, to: 40_060 }),
      ),
    }),
  ]);
  const seeks = seekTimes(session, events.length);
  const hand = { name: 'by hand, in place', value: time('hand') };
  const of = `replay ${task.label} events`;
  return [
    { name: `${of}: reducer alone`, value: time('reducer'), unit: 'ms', against: hand },
    { name: `${of}: reducer alone`, value: rate(time('reducer')), unit: 'M events/s' },
    { name: `${of}: session with findings and drift`, value: time('session'), unit: 'ms', against: hand },
    {
      name: `${of}: seek p99`,
      value: percentile(seeks, 0.99),
      unit: 'µs',
      against: { name: 'full replay', value: time('reducer') * 1000 },
      goal: { ratio: 0.01 },
    },
    { name: `${of}: seek p50`, value: percentile(seeks, 0.5), unit: 'µs' },
    { name: `${of}: timeline of 1,000 marks`, value: time('timeline'), unit: 'ms' },
    { name: `${of}: 60 rows of the list`, value: time('rows'), unit: 'ms' },
  ];
}

/** The replay engine by itself, on the longest task. */
export const replay: Bench = async () => {
  const long = LONG_TASKS[LONG_TASKS.length - 1];
  return long === undefined ? [] : figuresOf(long);
};
