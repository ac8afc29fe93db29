import { MessageChannel } from 'node:worker_threads';
import type { TaskEvent } from '../../shared/model/taskEvent.ts';
import { builtInLayout } from '../../electron/layouts/streams/testing/streamsOf.ts';
import { diffDocuments } from '../../electron/replay/diff.ts';
import { noneReducer } from '../../electron/replay/reducers/noneReducer.ts';
import { taskReducer } from '../../electron/replay/taskReducer.ts';
import { createTaskSession } from '../../electron/replay/createTaskSession.ts';
import type { SlicedSession } from '../../electron/replay/taskSession.ts';
import { createTaskStream, type TaskStream } from '../../electron/replay/taskStream.ts';
import { addPageItems, skimmerOf, type PageParts } from '../../electron/replay/pageItems.ts';
import { answerOf, metaJson, pageOf, type LongTask } from '../../electron/testing/longTask/longTask.ts';
import { layoutPages } from '../../electron/worker/layoutPages.ts';
import { taskPages } from '../../electron/worker/taskPages.ts';
import type { Bench } from '../harness/bench.ts';
import { byteFoldFigures } from '../harness/byteFold.ts';
import { CASTORE_STREAM, castorePages } from '../harness/castoreStream.ts';
import type { Figure } from '../harness/figures.ts';
import { liveBytes } from '../harness/liveHeap.ts';
import { inTurns, percentile, timed } from '../harness/measure.ts';

const ROUNDS = 9;
/** One push takes less than a thread's waking varies. */
const PUSHES = 51;
const SEEKS = 2000;
const PAGE = 4000;
const NO_FILTER = { types: [], text: '', regex: false };
const HUNDRED_THOUSAND: LongTask = { task: 'import', events: 100_000 };
const MILLION: LongTask = { task: 'import', events: 1_000_000 };

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

/** Folds documents, and tells what each event changed. */
function foldWithDiffs(events: readonly TaskEvent[]): number {
  let state = taskReducer.initial;
  let changes = 0;
  for (const event of events) {
    const after = taskReducer.step(state, event);
    changes += diffDocuments(state, after).length;
    state = after;
  }
  return changes;
}

/** The pages of a task, the projection last. */
function* pagesOf(task: LongTask): Iterable<Uint8Array> {
  for (let from = 1; from <= task.events; from += PAGE) {
    yield pageOf(task, from, Math.min(from + PAGE, task.events + 1));
  }
  yield answerOf([metaJson(task)]);
}

const partsOf = (taskId: string, stream: TaskStream): PageParts => ({
  ...{ taskId, stream, reader: taskPages },
  skim: skimmerOf(taskPages, taskId, taskReducer.tracking),
});

function streamOf(pages: readonly Uint8Array[], task: string): TaskStream {
  const stream = createTaskStream(taskReducer, undefined, taskPages);
  const parts = partsOf(task, stream);
  for (const page of pages) addPageItems(page, parts);
  return stream;
}

async function foldFigures(task: LongTask): Promise<readonly Figure[]> {
  const pages = [...pagesOf(task)];
  const read = streamOf(pages, task.task);
  const events = Array.from({ length: task.events }, (_, position) => read.eventAt(position)).flatMap(
    (event) => event ?? [],
  );
  const time = await inTurns(ROUNDS, [
    async () => ({ hand: await timed(() => foldByHand(events)) }),
    async () => {
      const stream = streamOf(pages, task.task);
      return { fold: await timed(() => stream.settle(Number.POSITIVE_INFINITY)) };
    },
    async () => ({ diffs: await timed(() => foldWithDiffs(events)) }),
  ]);
  const hand = { name: 'by hand, in place', value: time('hand') };
  const rate = (name: string): number => task.events / time(name) / 1000;
  const of = 'replay 100,000 events';
  return [
    {
      name: `${of}: fold, with statuses and findings`,
      value: time('fold'),
      unit: 'ms',
      against: hand,
      goal: { ratio: 2 },
    },
    { name: `${of}: fold, with statuses and findings`, value: rate('fold'), unit: 'M events/s' },
    {
      name: `${of}: fold, with the changes of each event`,
      value: time('diffs'),
      unit: 'ms',
      against: hand,
      goal: { ratio: 10 },
    },
  ];
}

/** Microseconds of each of many seeks to places all over the stream. */
function seekTimes(session: SlicedSession, events: number): readonly number[] {
  return Array.from({ length: SEEKS }, (_, index) => {
    const start = performance.now();
    session.state(1 + ((index * 7919) % events));
    return (performance.now() - start) * 1000;
  });
}

/** The longest of the slices in which a session prepares an answer. */
function longestSlice(session: SlicedSession, call: Parameters<SlicedSession['prepare']>[0]): number {
  const slices = session.prepare(call);
  let longest = 0;
  for (;;) {
    const start = performance.now();
    const next = slices.next();
    longest = Math.max(longest, performance.now() - start);
    if (next.done === true) return longest;
  }
}

async function millionFigures(task: LongTask): Promise<readonly Figure[]> {
  const before = liveBytes();
  const session = createTaskSession(task.task, taskReducer, undefined, taskPages);
  let wire = 0;
  for (const page of pagesOf(task)) {
    wire += page.byteLength;
    session.addPages([page]);
  }
  session.complete();
  const replayed = await timed(() => session.summary());
  session.timeline(1000);
  session.events(NO_FILTER, { from: 0, to: 60 });
  const held = liveBytes() - before;
  const again = createTaskStream(taskReducer, undefined, taskPages);
  const parts = partsOf(task.task, again);
  for (const page of pagesOf(task)) addPageItems(page, parts);
  const full = await timed(() => again.settle(Number.POSITIVE_INFINITY));
  again.clear();
  const seeks = seekTimes(session, task.events);
  const word = { ...NO_FILTER, text: `rows up to ${777_777 * 250}` };
  const searched = await timed(() => session.events(word, { from: 0, to: 10 }));
  const slice = longestSlice(session, { method: 'timeline', args: [777] });
  const of = 'task of 1,000,000 events';
  return [
    {
      name: `${of}: held in memory, drawn and listed`,
      value: held / 1e6,
      unit: 'MB',
      against: { name: 'its pages on the wire', value: wire / 1e6 },
      goal: { ratio: 1.15 },
    },
    {
      name: `${of}: seek p99`,
      value: percentile(seeks, 0.99),
      unit: 'µs',
      against: { name: 'full replay', value: full * 1000 },
      goal: { ratio: 0.02 },
    },
    { name: `${of}: seek p50`, value: percentile(seeks, 0.5), unit: 'µs' },
    { name: `${of}: first summary, folded and judged`, value: replayed, unit: 'ms' },
    { name: `${of}: text looked for in all events`, value: searched, unit: 'ms' },
    { name: `${of}: longest slice of a timeline`, value: slice, unit: 'ms', goal: { limit: 100 } },
  ];
}

/** A long stream of a layout that is read by its file: what it holds, and how soon it is folded. */
async function layoutFigures(events: number): Promise<readonly Figure[]> {
  const { file, rules } = builtInLayout('castore');
  const before = liveBytes();
  const session = createTaskSession(CASTORE_STREAM, noneReducer, rules, layoutPages(file));
  let wire = 0;
  for (const page of castorePages(events, PAGE)) {
    wire += page.byteLength;
    session.addPages([page]);
  }
  session.complete();
  const summary = await timed(() => session.summary());
  session.timeline(1000);
  session.events(NO_FILTER, { from: 0, to: 60 });
  const of = `Castore stream of ${events.toLocaleString('en')} events`;
  return [
    {
      name: `${of}: held in memory, drawn and listed`,
      value: (liveBytes() - before) / 1e6,
      unit: 'MB',
      against: { name: 'its pages on the wire', value: wire / 1e6 },
      goal: { ratio: 1.15 },
    },
    { name: `${of}: first summary, folded and judged`, value: summary, unit: 'ms' },
  ];
}

/** Milliseconds until rows have come out at the other end of a port that both sides keep, as a window's is. */
async function pushing(
  session: SlicedSession,
  { port1, port2 }: MessageChannel,
  rows: number,
): Promise<number> {
  const page = session.events(NO_FILTER, { from: 0, to: rows });
  const came = new Promise((resolve) => port2.once('message', resolve));
  const start = performance.now();
  port1.postMessage(page);
  await came;
  return performance.now() - start;
}

async function pushFigures(task: LongTask): Promise<readonly Figure[]> {
  const session = createTaskSession(task.task, taskReducer, undefined, taskPages);
  session.addPages([...pagesOf(task)]);
  session.complete();
  const channel = new MessageChannel();
  const time = await inTurns(PUSHES, [
    async () => ({ window: await pushing(session, channel, 60) }),
    async () => ({ all: await pushing(session, channel, 10_000) }),
  ]);
  channel.port1.close();
  return [
    {
      name: 'pushing the 60 rows in view',
      value: time('window'),
      unit: 'ms',
      against: { name: 'pushing 10,000 rows', value: time('all') },
      goal: { ratio: 0.01 },
    },
  ];
}

/** The replay engine by itself: folding, seeking, searching and what it holds. */
export const replay: Bench = async () => [
  ...(await foldFigures(HUNDRED_THOUSAND)),
  ...(await pushFigures(HUNDRED_THOUSAND)),
  ...(await millionFigures(MILLION)),
  ...(await layoutFigures(300_000)),
  ...(await byteFoldFigures()),
];
