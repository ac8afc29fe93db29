import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { AppError, toErrorData } from '#shared/errors/appError.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { callComparisons, callIndex, callSession, callWhatIf, changes } from './callTables.ts';
import { createComparisons } from './compare/comparisons.ts';
import type { IndexCall, Question, Reply, Request } from './protocol.ts';
import type { PageReader } from './pageReader.ts';
import { checkModule } from './reducers/checkModule.ts';
import { createRunningNotices } from './runningNotices.ts';
import { createOpenReducers } from './reducers/openReducers.ts';
import type { ReducerSource } from './reducers/replaySetup.ts';
import type { SandboxOptions } from './reducers/sandbox/sandbox.ts';
import type { Reducer } from './reducer.ts';
import { createWhatIf, type WhatIf } from './whatIf/whatIf.ts';
import { createTaskIndex, type LocalTaskIndex } from './taskIndex.ts';
import type { Slices } from './slices.ts';
import { createTaskSession } from './createTaskSession.ts';
import type { SlicedSession } from './taskSession.ts';

const closed = (): AppError => new AppError('Cancelled', { message: 'This task or table has been closed.' });

/** What a server is made of besides this folder, which knows no layouts. */
export interface ServerParts {
  /** What reads pages of a table of that layout, `task` without one; left out, tasks are handed over as items. */
  readonly readerOf?: ((layout: LayoutFile | undefined) => PageReader) | undefined;
  /** How reducers of the reader's own run; without it they are refused. */
  readonly sandbox?: SandboxOptions | undefined;
}

/** A question that takes several slices to answer, and what gives the answer in the end. */
interface Job {
  readonly question: Extract<Question, { kind: 'task' | 'index' }>;
  readonly slices: Slices<Reply>;
}

type SessionQuestion = Extract<Question, { kind: 'task' }>;

/**
 * Answers the questions that arrive at `port`, until the port closes: one after another in their order, but for those
 * that take long, which are answered in slices, one between every two questions.
 */
export function serveReplay(port: MessagePort, { readerOf, sandbox }: ServerParts = {}): void {
  const received = (): { readonly message: Request } | undefined => receiveMessageOnPort(port);
  const notices = createRunningNotices((notice) => port.postMessage(notice));
  const reducers = createOpenReducers(
    sandbox,
    () => {
      for (let next = received(); next !== undefined; next = received()) take(next.message);
    },
    (handle, at) => notices.running(handle, at),
  );
  let jobs: readonly Job[] = [];
  const sessions = new Map<number, SlicedSession>();
  const indexes = new Map<number, LocalTaskIndex>();
  const whatIfs = new Map<number, WhatIf>();
  const queue: Question[] = [];
  const sessionOf = (handle: number): SlicedSession => {
    const session = sessions.get(handle);
    if (session === undefined) throw closed();
    return session;
  };
  const comparisons = createComparisons((handle) => sessionOf(handle).forComparison());

  const answer = (question: Question): unknown => {
    switch (question.kind) {
      case 'openTask':
        sessions.set(
          question.handle,
          createTaskSession(
            question.taskId,
            reducers.open(question.handle, question.setup.reducer),
            question.setup.rules,
            readerOf?.(question.setup.layout),
          ),
        );
        return undefined;
      case 'openIndex':
        indexes.set(
          question.handle,
          createTaskIndex(reducers.open(question.handle, question.setup.reducer), question.setup.rules),
        );
        return undefined;
      case 'task':
        return callSession(sessionOf(question.handle), question.call);
      case 'compare':
        return callComparisons(comparisons, question.call);
      case 'index': {
        const index = indexes.get(question.handle);
        if (index === undefined) throw closed();
        return callIndex(index, question.call);
      }
      case 'openWhatIf': {
        const open = (source: ReducerSource): Reducer => reducers.open(question.handle, source);
        whatIfs.set(question.handle, createWhatIf(open(question.a), open(question.b)));
        return undefined;
      }
      case 'whatIf': {
        const whatIf = whatIfs.get(question.handle);
        if (whatIf === undefined) throw closed();
        return callWhatIf(whatIf, question.call);
      }
      case 'checkReducer':
        return checkModule(question.reducer, sandbox);
    }
  };

  const replyTo = (question: Question): Reply => {
    try {
      return { id: question.id, ok: true, value: answer(question) };
    } catch (error) {
      return { id: question.id, ok: false, error: toErrorData(error) };
    }
  };

  const prepared = function* (session: SlicedSession, question: SessionQuestion): Slices<Reply> {
    yield* session.prepare(question.call);
    return replyTo(question);
  };

  const replied = function* (id: number, slices: Slices<unknown>): Slices<Reply> {
    return { id, ok: true, value: yield* slices };
  };

  const indexSlices = (index: LocalTaskIndex, call: IndexCall): Slices<unknown> | undefined => {
    switch (call.method) {
      case 'causes':
        return index.causesInSlices(...call.args);
      case 'add':
      case 'end':
      case 'replaceTask':
        return index.fold(call);
      case 'restart':
      case 'progress':
      case 'range':
      case 'indexOf':
      case 'overview':
      case 'find':
      case 'drifting':
        return undefined;
    }
  };

  /** The slices that an answer takes; undefined where it takes none. */
  const slicesOf = (question: Question): Job | undefined => {
    if (question.kind === 'index') {
      const index = indexes.get(question.handle);
      const slices = index && indexSlices(index, question.call);
      return slices && { question, slices: replied(question.id, slices) };
    }
    if (question.kind !== 'task' || changes(question)) return undefined;
    const session = sessions.get(question.handle);
    return session && { question, slices: prepared(session, question) };
  };

  const isOpen = ({ kind, handle }: Job['question']): boolean =>
    kind === 'task' ? sessions.has(handle) : indexes.has(handle);

  /** Does one slice; answers when it was the last one. Returns the job where it has more. */
  const work = (job: Job): readonly Job[] => {
    try {
      const slice = isOpen(job.question) ? job.slices.next() : undefined;
      if (slice?.done === false) return [job];
      port.postMessage(slice === undefined ? replyTo(job.question) : slice.value);
    } catch (error) {
      port.postMessage({ id: job.question.id, ok: false, error: toErrorData(error) } satisfies Reply);
    }
    return [];
  };

  /** Does one slice of a job and puts it behind the others, of which some may have been cancelled meanwhile. */
  const goOn = (job: Job): void => {
    const more = work(job);
    jobs = [...jobs, ...more];
  };

  let running = false;
  const start = (): void => {
    if (running) return;
    running = true;
    setImmediate(next);
  };

  // One question and one slice a turn: in between, a cancellation can take out one that still waits.
  const next = (): void => {
    running = false;
    const [waiting, ...others] = jobs;
    // The one that waited longest goes on, and then to the end of the line.
    if (waiting !== undefined) {
      jobs = others;
      goOn(waiting);
    }
    const question = queue.shift();
    if (question !== undefined) {
      const job = slicesOf(question);
      if (job === undefined) port.postMessage(replyTo(question));
      else goOn(job);
    }
    if (queue.length > 0 || jobs.length > 0) start();
    notices.settle(isAwaited);
  };

  const isAwaited = (handle: number): boolean =>
    (sessions.has(handle) && comparisons.waitsFor(handle)) ||
    [...queue, ...jobs.map((job) => job.question)].some(
      (question) => 'handle' in question && question.handle === handle,
    );

  const take = (request: Request): void => {
    switch (request.kind) {
      case 'close':
        sessions.delete(request.handle);
        indexes.delete(request.handle);
        whatIfs.delete(request.handle);
        reducers.close(request.handle);
        return;
      case 'cancel': {
        const place = queue.findIndex(({ id }) => id === request.id);
        // Changes are carried out all the same: a later one may build on them.
        if (place >= 0 && !changes(queue[place])) queue.splice(place, 1);
        jobs = jobs.filter(({ question }) => question.id !== request.id);
        return;
      }
      case 'openTask':
      case 'openIndex':
      case 'task':
      case 'index':
      case 'compare':
      case 'openWhatIf':
      case 'whatIf':
      case 'checkReducer':
        queue.push(request);
        start();
    }
  };
  port.on('message', take);
}
