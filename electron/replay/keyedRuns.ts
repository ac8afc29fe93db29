import type { TaskEvent } from '#shared/model/taskEvent.ts';

/** A request and the events that name it, in the order of their sequence. */
export interface KeyedRuns {
  readonly key: string;
  /** Of very many the first and the last. */
  readonly runs: readonly Pick<TaskEvent, 'seq' | 'at'>[];
  readonly runCount: number;
}

/** The requests that ran last, and how many there are in all. */
export interface KeyedRequests {
  readonly total: number;
  readonly requests: readonly KeyedRuns[];
}

/** Most runs told of one request. */
const MOST_RUNS = 20;

/** The `limit` requests that ran last, the last first. `events` in the order of their sequence. */
export function keyedRuns(events: readonly TaskEvent[], limit: number): KeyedRequests {
  const byKey = new Map<string, { readonly seq: number; readonly at: string }[]>();
  for (const { idempotencyKey: key, seq, at } of events) {
    if (key === undefined) continue;
    const runs = byKey.get(key) ?? [];
    runs.push({ seq, at });
    byKey.set(key, runs);
  }
  const lastSeq = (runs: readonly { readonly seq: number }[]): number => runs.at(-1)?.seq ?? 0;
  const requests = [...byKey]
    .sort(([, a], [, b]) => lastSeq(b) - lastSeq(a))
    .slice(0, limit)
    .map(([key, runs]) => ({
      key,
      runs: runs.length <= MOST_RUNS ? runs : [...runs.slice(0, 1), ...runs.slice(1 - MOST_RUNS)],
      runCount: runs.length,
    }));
  return { total: byKey.size, requests };
}

/** How many requests `events` name. */
export function countRequests(events: readonly TaskEvent[]): number {
  const keys = new Set<string>();
  for (const { idempotencyKey } of events) if (idempotencyKey !== undefined) keys.add(idempotencyKey);
  return keys.size;
}
