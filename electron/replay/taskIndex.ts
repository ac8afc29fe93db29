import type { z } from 'zod';
import type { TaskFilter, TaskOverview, TaskRow, tasks } from '#shared/contract/tasks.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import type { RowRange } from './taskSession.ts';

/** How far an index has come. `version` rises whenever rows may have changed. */
export interface IndexProgress {
  readonly version: number;
  readonly tasks: number;
  readonly items: number;
}

/** Rows of the filtered task list, and how many there are in all. */
export interface TaskPage {
  readonly version: number;
  readonly total: number;
  readonly rows: readonly TaskRow[];
}

/** Where a task stands in the filtered list. */
export type TaskPosition = z.infer<typeof tasks.indexOf.output>;

/** The tasks of a whole table: one row each, with its findings, and what can be searched. */
export interface TaskIndex {
  /** Takes items of one scan segment, in which one task's items come without another's between them. */
  add(segment: number, items: readonly TaskItem[]): IndexProgress;
  /** States that every segment is over. After `restart`, tasks that were not met again are dropped here. */
  end(): IndexProgress;
  /** Begins another reading of the table; the rows of the last one stay until they are met again, or until `end`. */
  restart(): IndexProgress;
  /** Puts everything known of one task in place of what was known; no items: the task is gone. */
  replaceTask(taskId: string, items: readonly TaskItem[]): IndexProgress;
  progress(): IndexProgress;
  range(filter: TaskFilter, range: RowRange): TaskPage;
  indexOf(filter: TaskFilter, task: string): TaskPosition;
  /** `now`: RFC 3339, what ages are counted from. */
  overview(now: string): TaskOverview;
  /** Tasks whose id, title, order number, correlation or idempotency key contains `text`, ids first. */
  find(text: string, limit: number): readonly TaskRow[];
}
