import type { DeadLetter, DeadLetterItem, LetterRef } from '#shared/model/deadLetter.ts';
import type { NewTaskEvent, TaskEvent } from '#shared/model/taskEvent.ts';
import type { ProjectionChange, ReadOptions, TaskHead, WriteOptions } from '../taskEvents/taskEventStore.ts';

/** An event that is given up after its last attempt. Times are RFC 3339. */
export interface NewDeadLetter {
  readonly queue: string;
  /** Left out: made from task, sequence and event, so that the same event failing at the same time is one letter. */
  readonly letterId?: string | undefined;
  readonly taskId: string;
  /** The sequence under which the event was to be appended; absent when nobody had got that far. */
  readonly expectedSeq?: number | undefined;
  readonly event: NewTaskEvent;
  readonly error: { readonly code: string; readonly message: string };
  readonly attempts: number;
  readonly firstFailedAt: string;
  readonly lastFailedAt: string;
}

/** A queue and how many items lie in it. */
export interface QueueCount {
  readonly queue: string;
  readonly letters: number;
  /** Those among them that nobody has redriven yet; corrupt ones count. */
  readonly open: number;
}

/** How far a read of the table has come: items looked at, and read capacity units where the server tells them. */
export interface LettersProgress {
  readonly scanned: number;
  readonly units: number;
}

/** How {@link DeadLetterStore.queues} reads. */
export interface QueuesOptions extends ReadOptions {
  readonly onProgress?: ((progress: LettersProgress) => void) | undefined;
}

/** How {@link DeadLetterStore.readTable} hands over the letters of all queues. */
export interface ReadLettersOptions {
  /** The next page is decoded only after this has resolved. A page may be empty. */
  readonly onLetters: (letters: readonly DeadLetterItem[], progress: LettersProgress) => Promise<void> | void;
  readonly signal: AbortSignal;
}

/** What of a queue is listed, and in which order: by the time in the key, the oldest first unless told. */
export interface ListOptions extends ReadOptions {
  readonly newestFirst?: boolean | undefined;
  /** Whether letters that have been redriven are among them; they are unless told. */
  readonly redriven?: boolean | undefined;
  /** Items looked at for one page; 100 unless told. */
  readonly limit?: number | undefined;
  /** Where the page before ended: its `next`. */
  readonly after?: string | undefined;
}

/** A page of a queue. It may be empty and yet not the last: the last one has no `next`. */
export interface LetterPage {
  readonly letters: readonly DeadLetterItem[];
  readonly next: string | undefined;
}

/** How a letter is redriven. */
export interface RedriveOptions extends WriteOptions {
  /** Append as this number or not at all; left out: at the end of the stream, wherever that is by then. */
  readonly expectedSeq?: number | undefined;
  /** How often the end of the stream is looked for anew after another writer was faster; 5 unless told. */
  readonly rounds?: number | undefined;
  /**
   * Asked before each try, with the head that the event is going to follow: what the projection becomes along with it,
   * in the same transaction; undefined for nothing. Throws to let the letter lie.
   */
  readonly prepare?:
    ((letter: DeadLetter, head: TaskHead) => Promise<ProjectionChange | undefined>) | undefined;
}

/** A letter that has been redriven, and the event that it became. */
export interface Redriven {
  readonly letter: DeadLetter;
  readonly event: TaskEvent;
}

/**
 * The dead letters of one `task` table (CONTRACTS 1). Beside the errors named below, every method throws the
 * `AppError`s of a connection. A lost answer is settled by reading back; what that does not decide is
 * `WriteOutcomeUnknown`.
 */
export interface DeadLetterStore {
  /**
   * Puts a letter into its queue. The same letter moved again, by whomever, stays one letter.
   * @throws `ItemExists` when another letter has the same time and id; `InvalidInput`; `WriteOutcomeUnknown`
   */
  move(letter: NewDeadLetter, options?: ReadOptions): Promise<DeadLetter>;
  /** Every queue with something in it, by name. Reads the whole table: no key leads from one queue to the next. */
  queues(options?: QueuesOptions): Promise<readonly QueueCount[]>;
  /** Hands over everything in every queue. Reads the whole table. */
  readTable(options: ReadLettersOptions): Promise<void>;
  /** A page of one queue. */
  list(queue: string, options?: ListOptions): Promise<LetterPage>;
  /** What lies under a name; undefined when nothing does. */
  get(ref: LetterRef, options?: ReadOptions): Promise<DeadLetterItem | undefined>;
  /**
   * Appends the letter's event, unchanged, to its task and marks the letter, in one transaction: a letter becomes an
   * event once at most, whoever tries. With the same `writeId` it may be called again, and tells the same.
   * @throws `AlreadyRedriven`; `NotFound` without such a letter; `CorruptItem` when it cannot be redriven;
   * `InvalidInput` when `expectedSeq` would leave a gap;
   * `OptimisticConflict` when `expectedSeq` was taken, or every round was lost; `StatusConflict` likewise when only the
   * projection had moved; `WriteOutcomeUnknown`; what `prepare` throws
   */
  redrive(ref: LetterRef, options?: RedriveOptions): Promise<Redriven>;
}
