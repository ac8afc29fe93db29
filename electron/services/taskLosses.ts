import type { TaskRef } from '#shared/contract/common.ts';
import type { Conflict, TaskAttempt } from '#shared/model/conflict.ts';
import { taskReducer } from '../replay/taskReducer.ts';
import type { TaskEventStore } from '../stores/taskEvents/taskEventStore.ts';
import { storyOf } from './taskWritesStory.ts';

/** The part of a conflict journal that writers need. */
export interface RecordingJournal {
  record(conflict: Conflict): Promise<void>;
}

/** What telling of lost writes stands on. */
export interface TaskLossesDeps {
  readonly journalFor: (connection: string) => RecordingJournal | Promise<RecordingJournal>;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly newId: () => string;
  /** Told of what went wrong beside a write without changing its outcome. */
  readonly warn: (message: string, error: unknown) => void;
}

/** A conditional write to a task that was lost, before its story is known. */
export interface TaskLoss {
  readonly ref: TaskRef;
  readonly attempt: TaskAttempt;
  /** The stored status that the failed call met; absent when the sequence was taken. */
  readonly actualStatus?: string | undefined;
}

/** Tells the story of a lost write to a task, and journals it before anybody hears of it. Never throws. */
export async function tellTaskLoss(
  deps: TaskLossesDeps,
  store: Pick<TaskEventStore, 'getTaskEvents'>,
  { ref, attempt, actualStatus }: TaskLoss,
): Promise<Conflict> {
  const at = new Date(deps.clock()).toISOString();
  const loss = { id: deps.newId(), at, table: ref.table, taskId: ref.task, attempt, actualStatus };
  const conflict = await storyOf(loss, store, taskReducer);
  try {
    const journal = await deps.journalFor(ref.connection);
    await journal.record(conflict);
  } catch (error) {
    deps.warn(`A conflict on ${ref.task} could not be journalled.`, error);
  }
  return conflict;
}
