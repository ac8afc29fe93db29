import type { z } from 'zod';
import type { Causation } from '#shared/contract/causation.ts';
import type { TaskFilter, TaskOverview, TaskRow, tasks } from '#shared/contract/tasks.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { TASK_RULES, type StreamRules, type TaskItem } from '#shared/model/taskItem.ts';
import { parseTime } from '#shared/model/times.ts';
import type { CallOf } from './callOf.ts';
import { createCausalIndex } from './causation/causalIndex.ts';
import { causationTree } from './causation/causationTree.ts';
import { overviewOf } from './overview.ts';
import { createPartitions } from './partitions.ts';
import { createRecent } from './recent.ts';
import type { Reducer } from './reducer.ts';
import { taskEntry, type TaskEntry } from './taskEntry.ts';
import { letsThrough, orderTasks } from './taskOrder.ts';
import { taskReducer } from './taskReducer.ts';
import { findTasks, narrowTasks } from './taskSearch.ts';
import type { RowRange } from './taskSession.ts';
import { finish, type Slices } from './slices.ts';
import { createTaskStream } from './taskStream.ts';

/** How long one slice of folding may take, in milliseconds. */
const SLICE_MS = 15;

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
  /** Tasks whose id, title, order number, correlation or idempotency key contains `text`, or else a word of it; ids first. */
  find(text: string, limit: number): readonly TaskRow[];
  /** Ids of the tasks whose projection drifts or is missing, all that a rebuild is for, in the order of ids. */
  drifting(): readonly string[];
  /** What caused an event of `task` and what it caused, as far as the table has been read. */
  causes(task: string, event: Omit<TaskEvent, 'data'>): Causation;
}

/** A call that may fold many streams. */
export type FoldingCall = Extract<CallOf<TaskIndex>, { readonly method: 'add' | 'end' | 'replaceTask' }>;

/** An index on this very thread. */
export interface LocalTaskIndex extends TaskIndex {
  /**
   * Carries out a call in slices. One that is left before its end is gone on with by the next one: whatever was put in
   * before is folded first.
   */
  fold(call: FoldingCall): Slices<IndexProgress>;
  /** As `causes`, in slices: what is put in between may be told or not. */
  causesInSlices(task: string, event: Omit<TaskEvent, 'data'>): Slices<Causation>;
}

/** Makes an empty index of streams folded by `reducer` and checked by the `rules` of their layout. */
export function createTaskIndex(
  reducer: Reducer = taskReducer,
  rules: StreamRules = TASK_RULES,
): LocalTaskIndex {
  const entries = new Map<string, TaskEntry>();
  const causal = createCausalIndex();
  let reading = true;
  /** Tasks of the last reading that this one has not met; undefined during the first reading. */
  let unmet: Set<string> | undefined;
  const scratch = createTaskStream(reducer, rules);
  const orders = createRecent<readonly TaskEntry[]>(3);
  const views = createRecent<readonly TaskEntry[]>(8);
  let version = 0;
  let items = 0;

  const progress = (): IndexProgress => ({ version, tasks: entries.size, items });

  const changed = (): void => {
    version += 1;
    orders.clear();
    views.clear();
  };

  const put = function* (taskId: string, stored: readonly TaskItem[]): Slices<void> {
    const entry = yield* taskEntry(taskId, stored, { reducer, rules }, scratch);
    causal.put(taskId, stored);
    if (entry === undefined) entries.delete(taskId);
    else entries.set(taskId, entry);
    unmet?.delete(taskId);
    changed();
  };

  let gathered: (readonly [string, readonly TaskItem[]])[] = [];
  const partitions = createPartitions((taskId, stored) => gathered.push([taskId, stored]));

  const putGathered = function* (): Slices<void> {
    let end = performance.now() + SLICE_MS;
    for (let next = gathered.shift(); next !== undefined; next = gathered.shift()) {
      yield* put(...next);
      if (performance.now() < end) continue;
      yield;
      end = performance.now() + SLICE_MS;
    }
  };

  const folded = function* (call: FoldingCall): Slices<IndexProgress> {
    switch (call.method) {
      case 'add':
        items += call.args[1].length;
        partitions.add(...call.args);
        break;
      case 'replaceTask':
        gathered.push(call.args);
        break;
      case 'end':
        partitions.end();
    }
    yield* putGathered();
    if (call.method === 'end') dropUnmet();
    return progress();
  };

  /** Tasks of an earlier reading that this one has not met are gone. */
  const dropUnmet = (): void => {
    for (const task of unmet ?? []) {
      entries.delete(task);
      causal.put(task, []);
    }
    reading = false;
    if (unmet !== undefined && unmet.size > 0) changed();
    unmet = undefined;
  };

  const list = (filter: TaskFilter): readonly TaskEntry[] => {
    const { statuses, text, onlyFindings, order } = filter;
    return views.get(JSON.stringify([statuses, text, onlyFindings, order]), () => {
      const ordered = orders.get(order, () => orderTasks(entries.values(), order));
      return narrowTasks(ordered, text).filter((entry) => letsThrough(filter, entry));
    });
  };

  const causesInSlices = function* (task: string, event: Omit<TaskEvent, 'data'>): Slices<Causation> {
    const tree = yield* causationTree(causal, task, event);
    return { ...tree, complete: !reading && !causal.isFull };
  };

  return {
    progress,
    fold: folded,
    add: (segment, batch) => finish(folded({ method: 'add', args: [segment, batch] })),
    end: () => finish(folded({ method: 'end', args: [] })),
    restart() {
      partitions.clear();
      gathered = [];
      unmet = new Set(entries.keys());
      reading = true;
      items = 0;
      return progress();
    },
    replaceTask: (taskId, stored) => finish(folded({ method: 'replaceTask', args: [taskId, stored] })),
    range(filter, { from, to }) {
      const found = list(filter);
      return { version, total: found.length, rows: found.slice(from, to).map(({ row }) => row) };
    },
    indexOf(filter, task) {
      const index = list(filter).findIndex(({ row }) => row.task === task);
      return { index: index < 0 ? null : index };
    },
    overview: (now) => overviewOf(entries, parseTime(now)),
    find(text, limit) {
      const ordered = orders.get('recent', () => orderTasks(entries.values(), 'recent'));
      return findTasks(ordered, text)
        .slice(0, limit)
        .map(({ row }) => row);
    },
    causes: (task, event) => finish(causesInSlices(task, event)),
    causesInSlices,
    drifting: () =>
      [...entries.values()]
        .filter(({ drifting }) => drifting)
        .map(({ row }) => row.task)
        .sort(),
  };
}
