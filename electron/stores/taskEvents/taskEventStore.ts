import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { NewTaskEvent, Projection, TaskEvent, UndecodableEvent } from '#shared/model/taskEvent.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import type { TaskStatus } from '#shared/model/taskStatus.ts';

/** What every call takes: `signal` ends it with `Cancelled`. */
export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
}

/** As {@link ReadOptions}. `expected`: about how many there are, so that a store need not ask for many more. */
export interface ReadBehindOptions extends ReadOptions {
  readonly expected?: number | undefined;
}

/**
 * What every write takes besides. `writeId` names the write: made again with the same one, it succeeds
 * without being done twice. Left out, a new one is made for each call. `again`: an earlier call under this name ended as
 * `WriteOutcomeUnknown`, so that another writer's status is no proof of having lost.
 */
export interface WriteOptions extends ReadOptions {
  readonly writeId?: string | undefined;
  readonly again?: boolean | undefined;
}

/** Every event of a task ordered by number, and the items among them that are no events. */
export interface TaskEvents {
  readonly events: readonly TaskEvent[];
  readonly undecodable: readonly UndecodableEvent[];
}

/** A projection change that goes along with an event. `expectedStatus` undefined: there is no projection yet. */
export interface ProjectionChange {
  readonly expectedStatus: string | undefined;
  /** Attributes to set; those not named stay as they are. */
  readonly fields: AttributeMap;
}

/**
 * The newest state of a task: the last sequence number that a key of our own form holds, readable or not, 0 without
 * any; and its stored projection.
 */
export interface TaskHead {
  readonly lastSeq: number;
  readonly projection: Projection | undefined;
}

/** How {@link TaskEventStore.readTask} hands over a task. */
export interface ReadTaskOptions {
  /** The next page is decoded only after this has resolved. An item may come twice: in the tail and in its page. */
  readonly onItems: (items: readonly TaskItem[]) => Promise<void> | void;
  readonly signal: AbortSignal;
  /** How many of the last events to hand over first; 100 unless told, 0 for none. */
  readonly tailFirst?: number | undefined;
  /** Takes pages of the answer as they were received, in any order; else, and where a store has none, all comes as items. */
  readonly onPage?: ((page: Uint8Array) => Promise<void> | void) | undefined;
  /** About how many events there are, if known: a long task is then read in several ranges at a time. */
  readonly lastSeq?: number | undefined;
}

/** The end of a task: its newest state, and the last events, readable or not, in no particular order. */
export interface TaskTail {
  readonly head: TaskHead;
  readonly items: readonly TaskItem[];
}

/** How far a read of a whole table has come. `units` are read capacity units, 0 where the server tells none. */
export interface TableProgress {
  readonly items: number;
  readonly units: number;
  /** The scan segment that the items at hand belong to. */
  readonly segment: number;
}

/** How {@link TaskEventStore.readTable} hands over a table. */
export interface ReadTableOptions {
  /** Called one at a time. Within one segment the items of a task come without another task's between them. */
  readonly onItems: (items: readonly TaskItem[], progress: TableProgress) => Promise<void> | void;
  readonly signal: AbortSignal;
}

/**
 * The events and projections of one `task` table (CONTRACTS 1). Beside the errors named below, every method
 * throws the `AppError`s of a connection: `Unreachable`, `TimedOut`, `TableNotFound`, `AccessDenied`, `Throttled`, ….
 * A write whose answer got lost is decided by its `write_id`; what cannot be decided is `WriteOutcomeUnknown`,
 * never a conflict.
 */
export interface TaskEventStore {
  /**
   * Appends `event` as number `expectedSeq`.
   * @throws `OptimisticConflict` when that number is taken; `WriteOutcomeUnknown`
   */
  appendEvent(
    taskId: string,
    event: NewTaskEvent,
    expectedSeq: number,
    options?: WriteOptions,
  ): Promise<TaskEvent>;
  /**
   * Sets the projection's status, provided that it is `expectedStatus` now. Where the answer gets lost and another
   * writer changes the status meanwhile, the event log decides, if it can: name the change like the event it follows.
   * @throws `StatusConflict`, whose `actual` is the status that the failed call itself met, else `unknown`;
   * `WriteOutcomeUnknown`
   */
  updateTaskStatus(
    taskId: string,
    newStatus: TaskStatus,
    expectedStatus: string,
    options?: WriteOptions,
  ): Promise<void>;
  /** Every event of a task, every page, ordered by number. */
  getTaskEvents(taskId: string, options?: ReadOptions): Promise<TaskEvents>;
  /** The stored projection; undefined when there is none. */
  getProjection(taskId: string, options?: ReadOptions): Promise<Projection | undefined>;
  /**
   * Writes event 1 and the projection in one transaction.
   * @throws `TaskExists` when the task has either already; `WriteOutcomeUnknown`
   */
  createTask(
    taskId: string,
    event: NewTaskEvent,
    fields: AttributeMap,
    options?: WriteOptions,
  ): Promise<TaskEvent>;
  /**
   * Appends `event` and changes the projection in one transaction.
   * @throws `OptimisticConflict` or `StatusConflict`, whichever condition failed (the former when both did);
   * `WriteOutcomeUnknown`; `TransactionConflict` when another transaction was at the same items
   */
  appendAndProject(
    taskId: string,
    event: NewTaskEvent,
    expectedSeq: number,
    projection: ProjectionChange,
    options?: WriteOptions,
  ): Promise<TaskEvent>;
  /** Hands over one task: the last events first, then the projection, then every event page by page. */
  readTask(taskId: string, options: ReadTaskOptions): Promise<void>;
  /** Hands over the whole table, in the way that is fastest for its server. */
  readTable(options: ReadTableOptions): Promise<void>;
  /** The items under `EVENT#` whose sequence is above `seq`, or cannot be read; what a watcher of the end lacks. */
  readEventsAfter(taskId: string, seq: number, options?: ReadBehindOptions): Promise<readonly TaskItem[]>;
  /** Both ends of what a reader looks at first, in one or two answers; a gap may hide what follows the last of `items`. */
  readTail(taskId: string, count: number, options?: ReadOptions): Promise<TaskTail>;
  /** The last sequence by number and the projection, for cheap polling. */
  readHead(taskId: string, options?: ReadOptions): Promise<TaskHead>;
  /** The key of a task's item, for reading it raw. */
  keyOf(taskId: string, rangeKey: string): AttributeMap;
}
