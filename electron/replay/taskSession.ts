import type { z } from 'zod';
import type { EventFilter, EventRow, Point, StateAt, TaskSummary, replay } from '#shared/contract/replay.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import type { Timeline } from '#shared/model/timeline.ts';

/** Rows `from` (counted from 0) up to, not including, `to`. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

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
export interface TaskSession {
  readonly taskId: string;
  /** Takes items in any order; the same event (by key) or a newer projection replaces what was there. */
  add(items: readonly TaskItem[]): SessionProgress;
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
  timeline(buckets: number): Timeline;
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
