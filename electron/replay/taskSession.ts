import type { z } from 'zod';
import type { EventFilter, EventRow, Point, StateAt, TaskSummary, replay } from '#shared/contract/replay.ts';
import type { Looked } from '#shared/contract/travel.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import type { Timeline } from '#shared/model/timeline.ts';
import type { FieldSession } from './blame/fieldSession.ts';
import type { CallOf } from './callOf.ts';
import type { ComparedTask } from './compare/comparisons.ts';
import type { KeyedRequests } from './keyedRuns.ts';
import type { Rewritten } from './rewritten.ts';
import type { RowRange } from './rowRange.ts';
import type { Slices } from './slices.ts';
import type { TravelSession } from './travel/travelSession.ts';

export type { RowRange } from './rowRange.ts';

/** How far a session has come. `version` rises whenever its events or its projection have changed. */
export interface SessionProgress {
  readonly version: number;
  readonly events: number;
  readonly lastSeq: number;
  readonly complete: boolean;
}

/** Rows of the filtered event list, and how many there are in all. */
export interface EventPage {
  readonly version: number;
  readonly total: number;
  readonly rows: readonly EventRow[];
}

/** Where an event stands in the filtered list. */
export type EventIndex = z.infer<typeof replay.indexOf.output>;

/** What leads from one point of a task to another, with both states. */
export type PointDiff = z.infer<typeof replay.diff.output>;

/** One task in memory, replayed. Works on what it has been given so far; the verdict waits for `complete`. */
export interface TaskSession extends TravelSession, FieldSession {
  readonly taskId: string;
  /** Takes items in any order; the same event (by key) or a newer projection replaces what was there. */
  add(items: readonly TaskItem[]): SessionProgress;
  /** Takes answers of Query as they were received; they are kept, and no event of theirs as an object. */
  addPages(pages: readonly Uint8Array[]): SessionProgress;
  /**
   * Takes everything that there is behind `afterSeq`: what it holds there and is not among `items`, twice in a row, has
   * gone. Events that have changed or gone since they came are kept, see `rewritten`.
   */
  recheck(afterSeq: number, items: readonly TaskItem[]): SessionProgress;
  /** Events that came again otherwise, or have gone. */
  rewritten(): ReturnType<Rewritten['list']>;
  /** Forgets a projection that has been deleted from the table. */
  removeProjection(): SessionProgress;
  /** Forgets everything, to read the task again under the same session. */
  reset(): SessionProgress;
  /** States that every event has been handed over. */
  complete(): SessionProgress;
  progress(): SessionProgress;
  summary(): TaskSummary;
  /** @throws `InvalidInput` when the filter's expression is bad or too slow */
  events(filter: EventFilter, range: RowRange): EventPage;
  /** @throws `InvalidInput` as `events` */
  indexOf(filter: EventFilter, seq: number): EventIndex;
  /** How many events a filter has been tried on, while the list of those let through is being worked out. */
  looked(filter: EventFilter): Looked;
  timeline(buckets: number): Timeline;
  /** The `limit` requests that ran last, by the idempotency keys of the events. */
  keyedRuns(limit: number): KeyedRequests;
  /** State after the last event at or before `seq`. `event` is absent when `seq` is 0 or missing from the stream. */
  state(seq: number): StateAt;
  /** A stored projection that is absent counts as an empty document. */
  diff(from: Point, to: Point): PointDiff;
  /**
   * The last event at or before `time` (RFC 3339), 0 when there is none.
   * @throws `InvalidInput` when `time` cannot be read
   */
  seek(time: string): { readonly seq: number };
}

/** A call of a method of a session. */
export type SessionCall = CallOf<TaskSession>;

/** A session that can answer in slices, for whoever must not be kept long. */
export interface SlicedSession extends TaskSession {
  /**
   * Does what answering `call` takes most time for, so that the answer itself takes little.
   * @throws what the call throws
   */
  prepare(call: SessionCall): Slices<void>;
  /** What comparisons with other tasks need of this one, as it is now. */
  forComparison(): ComparedTask;
}
