import type { TaskEvent } from '#shared/model/taskEvent.ts';
import type { StreamView } from './streamView.ts';

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

/** A stream, as its requests are found in it. */
export type KeyedStream = Pick<StreamView, 'length' | 'eventAt' | 'hasRequests' | 'requestAt'>;

/** Most runs told of one request. */
const MOST_RUNS = 20;

/** The requests that ran last, by what stands for their keys, the last first. */
function lastRequests(stream: KeyedStream, limit: number): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (let position = stream.length - 1; position >= 0 && found.size < limit; position -= 1) {
    const request = stream.requestAt(position);
    if (request !== undefined && !found.has(request)) found.set(request, []);
  }
  return found;
}

/** The `limit` requests that ran last, the last first. Only events that are told are decoded. */
export function keyedRuns(stream: KeyedStream, limit: number): KeyedRequests {
  if (!stream.hasRequests()) return { total: 0, requests: [] };
  const positions = lastRequests(stream, limit);
  for (let position = 0; position < stream.length && positions.size > 0; position += 1) {
    const request = stream.requestAt(position);
    if (request !== undefined) positions.get(request)?.push(position);
  }
  const requests = [...positions.values()].flatMap((all): KeyedRuns[] => {
    const told = all.length <= MOST_RUNS ? all : [...all.slice(0, 1), ...all.slice(1 - MOST_RUNS)];
    const events = told.flatMap((position) => stream.eventAt(position) ?? []);
    const key = events[0]?.idempotencyKey;
    if (key === undefined) return [];
    return [{ key, runs: events.map(({ seq, at }) => ({ seq, at })), runCount: all.length }];
  });
  return { total: countRequests(stream), requests };
}

/** How many requests the events of a stream name. */
export function countRequests(stream: Pick<KeyedStream, 'length' | 'hasRequests' | 'requestAt'>): number {
  if (!stream.hasRequests()) return 0;
  const requests: number[] = [];
  for (let position = 0; position < stream.length; position += 1) {
    const request = stream.requestAt(position);
    if (request !== undefined) requests.push(request);
  }
  const sorted = Float64Array.from(requests).sort();
  return sorted.reduce((count, request, index) => count + (request === sorted[index - 1] ? 0 : 1), 0);
}
