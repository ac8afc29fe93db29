import { setMaxListeners } from 'node:events';
import type { TaskItem } from '#shared/model/taskItem.ts';
import { ownBytes } from './attached.ts';
import { cancelled, lost, type AskOptions, type Caller } from './caller.ts';
import type { IndexCall, SessionCall, Unasked } from './protocol.ts';
import type { OnRunning, TaskIndexProxy, TaskSessionProxy } from './hostApi.ts';

/** Most items copied to the worker in one go; the copy blocks this thread, a few milliseconds for so many. */
const CHUNK = 2000;

/** Called when the worker behind a proxy has died. */
export type OnLost = () => void;

/** How one thing in the worker is asked and changed. */
export interface Lane {
  /** Asks once all changes made before have been carried out: calls take effect in the order they are made. */
  readonly read: (question: Unasked, options: AskOptions | undefined) => Promise<never>;
  /** As `read`, for questions that change something; given several, the last answer counts. */
  readonly write: (questions: readonly Unasked[], options: AskOptions | undefined) => Promise<never>;
  readonly common: { close(): void; onLost(lost: () => void): void; onRunning(listener: OnRunning): void };
  readonly down: OnLost;
}

/** The way to one thing that the server holds under `handle`. `forget` is called when it is closed. */
export function createLane(caller: Caller, handle: number, forget: (down: OnLost) => void): Lane {
  let tail: Promise<unknown> = Promise.resolve();
  let state: 'open' | 'closed' | 'lost' = 'open';
  const listeners: (() => void)[] = [];
  const stop = new AbortController();
  // Every question under way listens to it, and there may be many.
  setMaxListeners(0, stop.signal);

  const ask = async (question: Unasked, options: AskOptions | undefined): Promise<never> => {
    if (state === 'lost') throw lost();
    if (stop.signal.aborted) throw cancelled();
    const signals = [stop.signal, ...(options?.signal === undefined ? [] : [options.signal])];
    const either = new AbortController();
    const abort = (): void => either.abort();
    for (const signal of signals) {
      if (signal.aborted) abort();
      signal.addEventListener('abort', abort, { once: true });
    }
    try {
      return await caller.ask(question, { ...options, signal: either.signal });
    } finally {
      for (const signal of signals) signal.removeEventListener('abort', abort);
    }
  };

  const down = (): void => {
    if (state !== 'open') return;
    state = 'lost';
    for (const listener of listeners) listener();
  };

  return {
    down,
    async read(question, options) {
      await tail;
      return ask(question, options);
    },
    write(questions, options) {
      const before = tail;
      const done = (async (): Promise<never> => {
        await before;
        const [first, ...rest] = questions;
        if (first === undefined) throw cancelled();
        let answer = await ask(first, options);
        for (const question of rest) answer = await ask(question, options);
        return answer;
      })();
      tail = done.catch(() => undefined);
      return done;
    },
    common: {
      close() {
        if (state !== 'open') return;
        state = 'closed';
        stop.abort();
        forget(down);
        caller.release(handle);
      },
      onLost(listener) {
        if (state === 'lost') queueMicrotask(listener);
        else listeners.push(listener);
      },
      onRunning(listener) {
        if (state === 'open') caller.listen(handle, listener);
      },
    },
  };
}

/** `items` in pieces small enough to be copied at once; one empty piece when there are none. */
export function chunksOf(items: readonly TaskItem[]): readonly (readonly TaskItem[])[] {
  if (items.length <= CHUNK) return [items];
  const count = Math.ceil(items.length / CHUNK);
  return Array.from({ length: count }, (_, index) => items.slice(index * CHUNK, (index + 1) * CHUNK));
}

/** A proxy, and what to call when its worker has died. */
export interface Opened<P> {
  readonly proxy: P;
  readonly down: OnLost;
}

/** The proxy of a session that the server holds under `handle`. `forget` is called when it is closed. */
export function sessionProxy(
  caller: Caller,
  handle: number,
  taskId: string,
  forget: (down: OnLost) => void,
): Opened<TaskSessionProxy> {
  const lane = createLane(caller, handle, forget);
  const task = (call: SessionCall): Unasked => ({ kind: 'task', handle, call });
  const { read, write } = lane;
  return {
    down: lane.down,
    proxy: {
      ...lane.common,
      taskId,
      number: handle,
      add: (items, o) =>
        write(
          chunksOf(items).map((part) => task({ method: 'add', args: [part] })),
          o,
        ),
      addPages: (pages, o) => {
        const own = pages.map(ownBytes);
        const question = task({ method: 'addPages', args: [own] });
        return write([question], { ...o, transfer: own.map(({ buffer }) => buffer) });
      },
      recheck: (afterSeq, items, o) => write([task({ method: 'recheck', args: [afterSeq, items] })], o),
      rewritten: (o) => read(task({ method: 'rewritten', args: [] }), o),
      removeProjection: (o) => write([task({ method: 'removeProjection', args: [] })], o),
      reset: (o) => write([task({ method: 'reset', args: [] })], o),
      complete: (o) => write([task({ method: 'complete', args: [] })], o),
      progress: (o) => read(task({ method: 'progress', args: [] }), o),
      summary: (o) => read(task({ method: 'summary', args: [] }), o),
      events: (filter, range, o) => read(task({ method: 'events', args: [filter, range] }), o),
      indexOf: (filter, seq, o) => read(task({ method: 'indexOf', args: [filter, seq] }), o),
      looked: (filter, o) => read(task({ method: 'looked', args: [filter] }), o),
      timeline: (buckets, o) => read(task({ method: 'timeline', args: [buckets] }), o),
      keyedRuns: (limit, o) => read(task({ method: 'keyedRuns', args: [limit] }), o),
      state: (seq, o) => read(task({ method: 'state', args: [seq] }), o),
      diff: (from, to, o) => read(task({ method: 'diff', args: [from, to] }), o),
      seek: (time, o) => read(task({ method: 'seek', args: [time] }), o),
      find: (target, seq, towards, cursor, o) =>
        read(task({ method: 'find', args: [target, seq, towards, cursor] }), o),
      search: (query, cursor, o) => read(task({ method: 'search', args: [query, cursor] }), o),
      groups: (filter, expanded, range, o) =>
        read(task({ method: 'groups', args: [filter, expanded, range] }), o),
      groupOf: (filter, expanded, seq, o) =>
        read(task({ method: 'groupOf', args: [filter, expanded, seq] }), o),
      rowFrom: (filter, expanded, seq, by, o) =>
        read(task({ method: 'rowFrom', args: [filter, expanded, seq, by] }), o),
      pace: (seq, count, o) => read(task({ method: 'pace', args: [seq, count] }), o),
      blame: (seq, o) => read(task({ method: 'blame', args: [seq] }), o),
      history: (path, buckets, o) => read(task({ method: 'history', args: [path, buckets] }), o),
      fieldChanges: (path, range, o) => read(task({ method: 'fieldChanges', args: [path, range] }), o),
    },
  };
}

/** The proxy of an index that the server holds under `handle`. `forget` is called when it is closed. */
export function indexProxy(
  caller: Caller,
  handle: number,
  forget: (down: OnLost) => void,
): Opened<TaskIndexProxy> {
  const lane = createLane(caller, handle, forget);
  const index = (call: IndexCall): Unasked => ({ kind: 'index', handle, call });
  const { read, write } = lane;
  return {
    down: lane.down,
    proxy: {
      ...lane.common,
      add: (segment, items, o) =>
        write(
          chunksOf(items).map((part) => index({ method: 'add', args: [segment, part] })),
          o,
        ),
      end: (o) => write([index({ method: 'end', args: [] })], o),
      restart: (o) => write([index({ method: 'restart', args: [] })], o),
      replaceTask: (taskId, items, o) => write([index({ method: 'replaceTask', args: [taskId, items] })], o),
      progress: (o) => read(index({ method: 'progress', args: [] }), o),
      range: (filter, range, o) => read(index({ method: 'range', args: [filter, range] }), o),
      indexOf: (filter, task, o) => read(index({ method: 'indexOf', args: [filter, task] }), o),
      overview: (now, o) => read(index({ method: 'overview', args: [now] }), o),
      find: (text, limit, o) => read(index({ method: 'find', args: [text, limit] }), o),
      drifting: (o) => read(index({ method: 'drifting', args: [] }), o),
      causes: (task, event, o) => read(index({ method: 'causes', args: [task, event] }), o),
    },
  };
}
