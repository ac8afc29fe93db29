import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { IdempotencyRecord } from '#shared/model/idempotency.ts';
import type { NewTaskEvent, TaskEvent } from '#shared/model/taskEvent.ts';

/** What every call takes: `signal` ends it with `Cancelled`. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** How a request begins. */
export interface BeginOptions extends CallOptions {
  /** Names this begin: made again under the same name, it is begun still. Left out: a new name. */
  readonly owner?: string | undefined;
  /** How long others wait for the request before they take it over, in seconds; five minutes unless told. */
  readonly leaseSeconds?: number | undefined;
}

/** How a request completes. */
export interface CompleteOptions extends CallOptions {
  /** How long the result is given to repeats, in seconds from now; a day unless told. */
  readonly keepSeconds?: number | undefined;
}

/** A request that is ours to run: the right to complete it or to give it up. */
export interface Begun {
  readonly key: string;
  readonly requestHash: string;
  /** The name of our begin, which the record carries until it is completed or taken over. */
  readonly owner: string;
  /** RFC 3339. */
  readonly createdAt: string;
  /** Epoch seconds from which on others may take over. */
  readonly expiresAt: number;
}

/** How a begin ended. */
export type BeginOutcome =
  /** Nobody is at it: run it. */
  | { readonly outcome: 'begun'; readonly begun: Begun }
  /** It was run: `record` holds the result, and now notes on its side that it was given out once more. */
  | { readonly outcome: 'replay'; readonly record: IdempotencyRecord; readonly result: AttributeMap }
  /** Somebody is at it until `until` (RFC 3339); absent when the record names no end. */
  | { readonly outcome: 'inProgress'; readonly until: string | undefined };

/** How a request ended: its result, and the event that it led to. */
export interface Completion {
  readonly result: AttributeMap;
  readonly taskId?: string | undefined;
  readonly eventSeq?: number | undefined;
}

/** An event to be appended as what a request leads to. */
export interface RequestAppend {
  readonly taskId: string;
  readonly event: Omit<NewTaskEvent, 'idempotencyKey'>;
  readonly expectedSeq: number;
  readonly result: AttributeMap;
}

/**
 * The idempotency records of one `task` table (CONTRACTS 1). A record that has expired counts as gone, whether or not
 * DynamoDB's TTL has deleted it yet. A record with another status than ours, or with none, is in progress; one without a
 * hash is taken for the same request. Beside the errors named below, every method throws the `AppError`s of a
 * connection. A lost answer is settled by reading back; what that does not decide is `WriteOutcomeUnknown`.
 */
export interface IdempotencyStore {
  /**
   * Begins a request, or tells what became of it. Of any number of simultaneous begins one at most is `begun`.
   * @throws `IdempotencyKeyReused` when a live record holds another request under this key; `WriteOutcomeUnknown`
   */
  begin(key: string, requestHash: string, options?: BeginOptions): Promise<BeginOutcome>;
  /**
   * Stores the result of a begun request.
   * @throws `ConcurrentModification` when it has been taken over, or was completed with another result;
   * `WriteOutcomeUnknown`
   */
  complete(begun: Begun, completion: Completion, options?: CompleteOptions): Promise<void>;
  /**
   * Gives up a begun request, so that it may be begun again at once. False when the record was not ours any more.
   * @throws `WriteOutcomeUnknown`
   */
  release(begun: Begun, options?: CallOptions): Promise<boolean>;
  /**
   * Appends the event of a begun request and completes it, in one transaction: there is never the event without the
   * record or the record without the event. The event carries the key; the record carries task, sequence and result.
   * @throws `OptimisticConflict` when the sequence is taken (the request is still begun then);
   * `ConcurrentModification` when it has been taken over; `TransactionConflict`; `WriteOutcomeUnknown`
   */
  appendAndComplete(begun: Begun, append: RequestAppend, options?: CompleteOptions): Promise<TaskEvent>;
  /** The record of a key as it lies there, expired or not. */
  get(key: string, options?: CallOptions): Promise<IdempotencyRecord | undefined>;
  /** The records of up to 100 keys, expired or not; those that are absent are left out. */
  getMany(keys: readonly string[], options?: CallOptions): Promise<readonly IdempotencyRecord[]>;
}
