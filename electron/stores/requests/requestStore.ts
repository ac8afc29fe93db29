import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type {
  AccessRequest,
  NewAccessRequest,
  RequestChange,
  RequestDecision,
} from '#shared/model/accessRequest.ts';

/** What every call takes: `signal` ends it with `Cancelled`. */
export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * What every write takes besides. `writeId` names the write: made again with the same one, it succeeds
 * without being done twice. Left out, a new one is made for each call.
 */
export interface WriteOptions extends ReadOptions {
  readonly writeId?: string | undefined;
}

/** A request as somebody saw it: `updatedAt` is its text as read, undefined when there was none. */
export interface SeenRequest {
  readonly id: string;
  readonly updatedAt: string | undefined;
}

/** Which part of a list to read. */
export interface ListOptions extends ReadOptions {
  /** 1 to 1,000 requests; 100 unless told. */
  readonly limit?: number | undefined;
  /** The `next` of the page before; left out for the newest ones. */
  readonly after?: AttributeMap | undefined;
}

/**
 * One page of a list, newest first by the time of creation. An index sorts by text: where others write times that do
 * not sort as text, only the pages themselves are in order. `next` is absent on the last page; a page may be empty.
 */
export interface RequestPage {
  readonly requests: readonly AccessRequest[];
  readonly next: AttributeMap | undefined;
}

/** What a read of the whole table hands over. */
export interface ReadAllOptions {
  /** The next page is decoded only after this has resolved. `units` are all read capacity units so far. */
  readonly onRequests: (requests: readonly AccessRequest[], progress: ReadProgress) => Promise<void> | void;
  readonly signal: AbortSignal;
}

/** How far a read of a whole table has come: items read and capacity units consumed, 0 where the server tells none. */
export interface ReadProgress {
  readonly items: number;
  readonly units: number;
}

/**
 * The requests of one `request` table (CONTRACTS 3). Beside the errors named below, every method throws the `AppError`s
 * of a connection. A write whose answer got lost is decided by its `write_id`; what cannot be decided is
 * `WriteOutcomeUnknown`, never a conflict. Every change leaves attributes that we do not know as they are, and
 * moves `updated_at`, the lock, strictly forward even where the clock does not.
 */
export interface RequestStore {
  /** Makes a pending request. @throws `RequestExists`, `InvalidInput`, `WriteOutcomeUnknown` */
  create(request: NewAccessRequest, options?: WriteOptions): Promise<void>;
  /** @throws `RequestNotFound` */
  get(id: string, options?: ReadOptions): Promise<AccessRequest>;
  /**
   * Changes a request that nobody has changed since it was seen.
   * @throws `ConcurrentModification`, `RequestNotFound`, `InvalidInput`, `WriteOutcomeUnknown`; `CorruptItem` when
   * `updated_at` is no text
   */
  update(seen: SeenRequest, change: RequestChange, options?: WriteOptions): Promise<void>;
  /**
   * Decides a pending request that nobody has changed since it was seen.
   * @throws as `update`; `InvalidInput` also when it is not pending
   */
  decide(seen: SeenRequest, decision: RequestDecision, options?: WriteOptions): Promise<void>;
  /** Deletes a request that nobody has changed since it was seen. @throws as `update` */
  delete(seen: SeenRequest, options?: ReadOptions): Promise<void>;
  /** A page of what one person asked for, newest first; from an index, which may lag behind. */
  listByRequester(requester: string, options?: ListOptions): Promise<RequestPage>;
  /** A page of what was asked for one profile, newest first; from an index, which may lag behind. */
  listByProfile(profile: string, options?: ListOptions): Promise<RequestPage>;
  /** A page of what waits for a decision, newest first; from an index, which may lag behind. */
  listPending(options?: ListOptions): Promise<RequestPage>;
  /** Hands over every request of the table, in no order. */
  readAll(options: ReadAllOptions): Promise<void>;
}
