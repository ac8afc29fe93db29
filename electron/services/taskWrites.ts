import type { z } from 'zod';
import type { TaskRef } from '#shared/contract/common.ts';
import type { events, WriteOutcome } from '#shared/contract/events.ts';
import { AppError, hasCode } from '#shared/errors/appError.ts';
import type { TaskAttempt } from '#shared/model/conflict.ts';
import type { NewTaskEvent } from '#shared/model/taskEvent.ts';
import { payloadProblems } from '#shared/model/taskRules.ts';
import { taskReducer } from '../replay/taskReducer.ts';
import type { TaskEventStore } from '../stores/taskEvents/taskEventStore.ts';
import type { TaskChanges } from './taskChanges.ts';
import { tellTaskLoss, type TaskLossesDeps } from './taskLosses.ts';
import { projectionChange } from './taskWritesProjection.ts';
import type { WithStore } from './withStore.ts';

/** An append as the window asks for it. */
export type AppendInput = z.output<typeof events.append.input>;

/** A change of the stored status as the window asks for it. */
export type StatusInput = z.output<typeof events.changeStatus.input>;

/** What the writes stand on. */
export interface TaskWritesDeps extends TaskLossesDeps {
  readonly withStore: WithStore;
  /** Told of every task whose stream was changed, or found to have changed, by a write. */
  readonly changes: Pick<TaskChanges, 'emit'>;
}

/** Ends a write before it is decided; it then rejects with `Cancelled`, and may have been done. */
export interface WriteCall {
  readonly signal: AbortSignal;
}

/** Conditional writes to tasks. A lost race is an outcome with its story; everything else rejects with an `AppError`. */
export interface TaskWrites {
  /** @throws `InvalidInput` when the payload does not fit its type, or the projection cannot go along */
  append(input: AppendInput, call: WriteCall): Promise<WriteOutcome>;
  changeStatus(input: StatusInput, call: WriteCall): Promise<WriteOutcome>;
}

const rfc3339 = (ms: number): string => new Date(ms).toISOString();

function checkPayload(event: Pick<NewTaskEvent, 'type' | 'data'>): void {
  const problems = payloadProblems(event.type, event.data);
  if (problems.length === 0) return;
  throw new AppError('InvalidInput', {
    message: problems.map(({ problem }) => problem).join(' '),
    nextStep: `Complete the payload of ${event.type}, or use another event type.`,
  });
}

/** Makes the service that appends events and changes statuses. */
export function createTaskWrites(deps: TaskWritesDeps): TaskWrites {
  const lost = async (
    store: TaskEventStore,
    ref: TaskRef,
    attempt: TaskAttempt,
    actualStatus?: string,
  ): Promise<WriteOutcome> => {
    const conflict = await tellTaskLoss(deps, store, { ref, attempt, actualStatus });
    return { outcome: 'conflict', conflict };
  };

  /** Runs a write; turns its loss and its undecided end into outcomes. */
  const decide = (
    ref: TaskRef,
    attempt: () => TaskAttempt,
    write: (store: TaskEventStore) => Promise<number>,
  ): Promise<WriteOutcome> =>
    deps.withStore(ref, async (store) => {
      try {
        return { outcome: 'written', seq: await write(store) };
      } catch (error) {
        if (hasCode(error, 'OptimisticConflict')) return await lost(store, ref, attempt());
        if (hasCode(error, 'StatusConflict')) {
          return await lost(store, ref, attempt(), error.details?.actual ?? 'unknown');
        }
        if (hasCode(error, 'WriteOutcomeUnknown')) return { outcome: 'unknown', message: error.message };
        throw error;
      } finally {
        deps.changes.emit({ connection: ref.connection, table: ref.table, task: ref.task });
      }
    });

  return {
    append: async (input, { signal }) => {
      const { task, expectedSeq, project, seenStatus, writeId } = input;
      const event: NewTaskEvent = { ...input.event, at: rfc3339(deps.clock()) };
      checkPayload(event);
      let expectedStatus: string | undefined;
      const attempt = (): TaskAttempt => ({
        kind: 'append',
        expectedSeq,
        event,
        ...(project ? { project } : {}),
        ...(expectedStatus === undefined ? {} : { expectedStatus }),
      });
      return decide(input, attempt, async (store) => {
        if (!project) {
          return (await store.appendEvent(task, event, expectedSeq, { signal, writeId })).seq;
        }
        const [history, stored] = await Promise.all([
          store.getTaskEvents(task, { signal }),
          store.getProjection(task, { signal }),
        ]);
        const change = projectionChange({
          reducer: taskReducer,
          events: history.events,
          event: { ...event, seq: expectedSeq, key: '' },
          stored,
          seenStatus,
        });
        expectedStatus = change.expectedStatus;
        return (await store.appendAndProject(task, event, expectedSeq, change, { signal, writeId })).seq;
      });
    },

    changeStatus: (input, { signal }) => {
      const { task, expected, wanted, seenSeq, writeId, again } = input;
      return decide(
        input,
        () => ({ kind: 'status', expected, wanted, seenSeq }),
        async (store) => {
          await store.updateTaskStatus(task, wanted, expected, { signal, writeId, again });
          return seenSeq;
        },
      );
    },
  };
}
