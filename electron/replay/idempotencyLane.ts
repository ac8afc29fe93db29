import { isExpired, type IdempotencyRecord } from '#shared/model/idempotency.ts';
import type { IdempotencyLane, LaneRequest, RequestRun } from '#shared/model/idempotencyLane.ts';
import { parseTime } from '#shared/model/times.ts';
import type { KeyedRequests, KeyedRuns } from './keyedRuns.ts';

/** What a lane is made from: the task's keyed events, the records that lie in the table, and the time now. */
export interface LaneParts {
  readonly taskId: string;
  readonly keyed: KeyedRequests;
  readonly records: readonly IdempotencyRecord[];
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

/** RFC 3339 of epoch seconds; undefined for what no calendar holds. */
const timeOf = (seconds: number | undefined): string | undefined => {
  const date = new Date((seconds ?? Number.NaN) * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
};

const stateOf = (record: IdempotencyRecord | undefined, nowMs: number): LaneRequest['state'] => {
  if (record === undefined) return 'absent';
  if (isExpired(record, nowMs)) return 'expired';
  return record.status === 'COMPLETED' ? 'completed' : 'inProgress';
};

/** The position of the run that the record names; undefined when it names none of these. */
const ownerOf = (
  { runs }: KeyedRuns,
  record: IdempotencyRecord | undefined,
  taskId: string,
): number | undefined => {
  if (record?.eventSeq === undefined || (record.taskId ?? taskId) !== taskId) return undefined;
  const position = runs.findIndex(({ seq }) => seq === record.eventSeq);
  return position < 0 ? undefined : position;
};

/** What a later run was, given the record that named an earlier one. */
const repeatOf = (at: string, { expiresAt }: IdempotencyRecord): Pick<RequestRun, 'role' | 'evidence'> => {
  const ms = parseTime(at);
  if (Number.isNaN(ms)) return { role: 'ranAgain', evidence: 'inferred' };
  const gone = expiresAt !== undefined && expiresAt * 1000 <= ms;
  return { role: gone ? 'ranAgain' : 'ranTwice', evidence: 'recorded' };
};

const runsOf = (
  keyed: KeyedRuns,
  record: IdempotencyRecord | undefined,
  taskId: string,
): readonly RequestRun[] => {
  const owner = ownerOf(keyed, record, taskId);
  return keyed.runs.map(({ seq, at }, position) => {
    const named = position === owner;
    if (position === 0) return { seq, at, role: 'run', evidence: named ? 'recorded' : 'inferred' };
    if (record !== undefined && owner !== undefined && owner < position) {
      return { seq, at, ...repeatOf(at, record) };
    }
    // The record that answered for the earlier run is gone: replaced by this one's, or deleted after its expiry.
    return { seq, at, role: 'ranAgain', evidence: 'inferred' };
  });
};

/**
 * What became of each request that a task's events name: from which record it is answered, whether that has expired,
 * and which repeats ran again. What a record says is *recorded*; what follows from the events alone, *inferred*.
 */
export function idempotencyLane({ taskId, keyed, records, nowMs }: LaneParts): IdempotencyLane {
  const byKey = new Map(records.map((record) => [record.key, record]));
  return {
    total: keyed.total,
    requests: keyed.requests.map((request) => {
      const record = byKey.get(request.key);
      const expiresAt = timeOf(record?.expiresAt);
      const other = record?.taskId !== undefined && record.taskId !== taskId ? record.taskId : undefined;
      return {
        key: request.key,
        state: stateOf(record, nowMs),
        runs: [...runsOf(request, record, taskId)],
        runCount: request.runCount,
        replays: record?.replayedAt ?? [],
        ...(record?.createdAt === undefined ? {} : { createdAt: record.createdAt }),
        ...(expiresAt === undefined ? {} : { expiresAt }),
        ...(other === undefined ? {} : { otherTask: other }),
      };
    }),
  };
}
