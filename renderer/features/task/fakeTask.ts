import type { ReplayProgress, TaskSummary } from '#shared/contract/replay.ts';
import type { SearchNews } from '#shared/contract/travel.ts';
import type { Conflict } from '#shared/model/conflict.ts';
import type { IdempotencyLane } from '#shared/model/idempotencyLane.ts';
import type { Timeline } from '#shared/model/timeline.ts';
import { AppError } from '#shared/errors/appError.ts';
import type { Clock } from '../../ui/time/clock.ts';
import type { TaskClient } from './taskState.ts';

/** A clock that stands still until it is told to tick. */
export interface FakeClock extends Clock {
  tick(): void;
}

/** Creates a {@link FakeClock}. */
export function createFakeClock(): FakeClock {
  const listeners = new Set<() => void>();
  return {
    now: () => 1_000_000,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tick: () => [...listeners].forEach((listener) => listener()),
  };
}

/** A summary of a stream of `last` events that agrees with its projection. */
export function summaryOf(last: number, more: Partial<TaskSummary> = {}): TaskSummary {
  return {
    version: 1,
    task: 'ord-1',
    complete: true,
    events: last,
    undecodable: [],
    firstSeq: last === 0 ? 0 : 1,
    lastSeq: last,
    stored: { status: { S: 'running' } },
    replayed: { status: { S: 'running' } },
    drift: null,
    findings: [],
    findingTotals: { error: 0, warning: 0, info: 0 },
    attempts: 1,
    requests: 0,
    types: [],
    ...more,
  };
}

/** A timeline without anything on it. */
export const BARE_TIMELINE: Timeline = {
  fromMs: 0,
  toMs: 1000,
  stretches: [{ kind: 'active', fromMs: 0, toMs: 1000, x0: 0, x1: 1 }],
  bands: [],
  marks: [],
  gaps: [],
  retries: [],
  ticks: [],
};

/** A host that answers when it is told to, and remembers what it was asked. */
export interface FakeHost {
  readonly client: TaskClient;
  readonly asked: string[];
  summary: TaskSummary;
  timeline: Timeline;
  lane: IdempotencyLane;
  /** Sends progress of the task opened last. */
  progress(progress: Partial<ReplayProgress>): void;
  /** Ends the stream opened last, as a lost host does. */
  lose(error?: AppError): void;
  /** Answers state requests one by one when false; at once when true. */
  stateAtOnce: boolean;
  /** Answers the state request that waits longest; with an error, so. */
  answerState(error?: AppError): void;
  readonly conflicts: Conflict[];
  meet(conflict: Conflict): void;
  /** What looking for an event finds. */
  found: number | null;
  /** Tells the search under way some news, and ends it. */
  news(news: SearchNews): void;
  searched(): void;
}

/** Creates a {@link FakeHost} for a stream of `last` events. */
export function createFakeHost(last: number): FakeHost {
  let send: ((progress: ReplayProgress) => void) | undefined;
  let reject: ((error: AppError) => void) | undefined;
  let meet: ((conflict: Conflict) => void) | undefined;
  let tellSearch: ((news: SearchNews) => void) | undefined;
  let endSearch: (() => void) | undefined;
  let opened = 0;
  let version = 0;
  const waiting: ((error?: AppError) => void)[] = [];
  const asked: string[] = [];
  const never = <T>(signal: AbortSignal | undefined, onReject?: (fail: (error: AppError) => void) => void) =>
    new Promise<T>((_, fail) => {
      onReject?.(fail);
      signal?.addEventListener('abort', () => fail(new AppError('Cancelled', { message: 'cancelled' })));
    });

  const host: FakeHost = {
    asked,
    summary: summaryOf(last),
    timeline: BARE_TIMELINE,
    lane: { total: 0, requests: [] },
    stateAtOnce: true,
    conflicts: [],
    progress(progress) {
      version += 1;
      send?.({ handle: `h${opened}`, phase: 'ready', version, events: last, lastSeq: last, ...progress });
    },
    lose: (error = new AppError('Disconnected', { message: 'gone' })) => reject?.(error),
    answerState: (error) => waiting.shift()?.(error),
    meet: (conflict) => meet?.(conflict),
    found: null,
    news: (news) => tellSearch?.(news),
    searched: () => endSearch?.(),
    client: {
      replay: {
        open: (_, { signal, onItem }) => {
          opened += 1;
          asked.push('open');
          send = onItem;
          return never(signal, (fail) => (reject = fail));
        },
        summary: () => Promise.resolve(host.summary),
        rewritten: () => Promise.resolve({ events: [], more: 0 }),
        timeline: () => Promise.resolve(host.timeline),
        events: () => Promise.resolve({ version, total: 0, rows: [] }),
        indexOf: ({ seq }) => {
          asked.push(`indexOf ${seq}`);
          return Promise.resolve({ index: 0, exact: true });
        },
        state: ({ seq }) => {
          asked.push(`state ${seq}`);
          const event = {
            seq,
            key: `EVENT#${String(seq).padStart(4, '0')}`,
            type: 'TaskProgressed',
            at: '2026-03-11T09:00:00Z',
          };
          const answer = { seq, state: { seq: { N: String(seq) } }, changes: [], event };
          return host.stateAtOnce
            ? Promise.resolve(answer)
            : new Promise((resolve, reject) =>
                waiting.push((error) => (error === undefined ? resolve(answer) : reject(error))),
              );
        },
        diff: ({ from, to }) => {
          asked.push(`diff ${JSON.stringify(from)} ${JSON.stringify(to)}`);
          return Promise.resolve({ from: {}, to: {}, changes: [] });
        },
        idempotency: () => {
          asked.push('idempotency');
          return Promise.resolve(host.lane);
        },
        seek: () => Promise.resolve({ seq: 0 }),
      },
      travel: {
        find: ({ seq, towards, target }) => {
          asked.push(`find ${target.kind} ${towards} ${seq}`);
          return Promise.resolve({ looked: 1, total: last, seq: host.found });
        },
        search: ({ query }, { signal, onItem }) => {
          asked.push(`search ${query.within} ${query.text}`);
          tellSearch = onItem;
          return new Promise((resolve, fail) => {
            endSearch = () => resolve({ looked: last, total: last, count: 1, version });
            signal?.addEventListener('abort', () =>
              fail(new AppError('Cancelled', { message: 'cancelled' })),
            );
          });
        },
        looked: () => Promise.resolve({ looked: last, total: last }),
        groups: () => Promise.resolve({ version, total: 0, rows: [] }),
        groupOf: () => Promise.resolve({ index: 0, exact: true }),
        rowFrom: ({ seq, by }) => Promise.resolve({ seq: Math.max(1, Math.min(last, seq + by)) }),
        pace: ({ seq, count }) => {
          asked.push(`pace ${seq}`);
          const seqs = Array.from({ length: Math.min(count, last - seq) }, (_, at) => seq + at + 1);
          return Promise.resolve({ seqs, sinceMs: seqs.map(() => 1000) });
        },
      },
      causation: { tree: () => Promise.resolve({ rows: [], correlation: null, complete: true }) },
      blame: {
        fields: (_, { signal }) => never(signal),
        history: (_, { signal }) => never(signal),
        changes: () => Promise.resolve({ version, total: 0, rows: [] }),
      },
      items: {
        get: () => Promise.resolve({ item: null }),
        ofTask: ({ event }) => {
          asked.push(`item ${event?.key ?? 'META'}`);
          return Promise.resolve({ item: null });
        },
      },
      conflicts: {
        list: () => Promise.resolve([...host.conflicts]),
        watch: (_, { signal, onItem }) => {
          meet = onItem;
          return never(signal);
        },
      },
    },
  };
  return host;
}
