import type { TaskRef } from '#shared/contract/common.ts';
import type { IdempotencyRecord } from '#shared/model/idempotency.ts';
import type { IdempotencyLane } from '#shared/model/idempotencyLane.ts';
import { idempotencyLane } from '../replay/idempotencyLane.ts';
import type { OpenTasks } from './openTasks.ts';

/** What the lanes stand on. */
export interface IdempotencyLanesDeps {
  readonly openTasks: Pick<OpenTasks, 'session' | 'refOf'>;
  /** The records of up to 100 keys, in the table of a task. */
  readonly recordsOf: (
    ref: TaskRef,
    keys: readonly string[],
    signal: AbortSignal,
  ) => Promise<readonly IdempotencyRecord[]>;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** What became of the requests of opened tasks. */
export interface IdempotencyLanes {
  /** Reads the records of the requests that ran last. @throws `NotFound` when the task has been closed */
  lane(handle: string, call: { readonly signal: AbortSignal }): Promise<IdempotencyLane>;
}

/** As many records as one read of a batch gives. */
const MOST_REQUESTS = 100;

/** Makes the service that reads idempotency lanes. */
export function createIdempotencyLanes({
  openTasks,
  recordsOf,
  clock,
}: IdempotencyLanesDeps): IdempotencyLanes {
  return {
    async lane(handle, { signal }) {
      const ref = openTasks.refOf(handle);
      const keyed = await openTasks.session(handle).keyedRuns(MOST_REQUESTS, { signal });
      const keys = keyed.requests.map(({ key }) => key).filter(isStorable);
      const records = keys.length === 0 ? [] : await recordsOf(ref, keys, signal);
      return idempotencyLane({ taskId: ref.task, keyed, records, nowMs: clock() });
    },
  };
}

/** A foreign writer may name a request by a text that no record can be stored under. */
const isStorable = (key: string): boolean => key !== '' && Buffer.byteLength(key) <= 2036;
