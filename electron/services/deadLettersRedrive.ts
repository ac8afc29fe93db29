import type { z } from 'zod';
import type { TableRef } from '#shared/contract/common.ts';
import type {
  BulkProgress,
  deadLetters,
  LetterOutcome,
  RedriveOutcome,
} from '#shared/contract/deadLetters.ts';
import { AppError, hasCode, isAppError, toErrorData } from '#shared/errors/appError.ts';
import type { TaskAttempt } from '#shared/model/conflict.ts';
import type { DeadLetter, DeadLetterItem, LetterRef } from '#shared/model/deadLetter.ts';
import { previewRedrive } from '../replay/redrivePreview.ts';
import { taskReducer } from '../replay/taskReducer.ts';
import type { DeadLetterStore, RedriveOptions } from '../stores/deadLetters/deadLetterStore.ts';
import type { ProjectionChange, TaskEventStore, TaskHead } from '../stores/taskEvents/taskEventStore.ts';
import { fromFailure } from './linkState.ts';
import type { TaskChanges } from './taskChanges.ts';
import { tellTaskLoss, type TaskLossesDeps } from './taskLosses.ts';
import { projectionChange } from './taskWritesProjection.ts';

/** Both stores of one table. */
export interface LetterStores {
  readonly letters: DeadLetterStore;
  readonly events: TaskEventStore;
}

/** Runs `work` with the stores of a table. An outage met on the way marks the table's connection, and is thrown on. */
export type WithLetterStores = <T>(ref: TableRef, work: (stores: LetterStores) => Promise<T>) => Promise<T>;

/** What redriving stands on. */
export interface RedriveDeps extends TaskLossesDeps {
  readonly withStores: WithLetterStores;
  /** Told of every task whose stream was changed, or found to have changed. */
  readonly changes: Pick<TaskChanges, 'emit'>;
  /** Told what lies under a letter's name after a try; undefined: nothing does any more. */
  readonly onLetter: (ref: TableRef, letter: LetterRef, item: DeadLetterItem | undefined) => void;
}

/** A redrive of one letter as the window asks for it. */
export type RedriveInput = z.output<typeof deadLetters.redrive.input>;

/** A redrive of many letters as the window asks for it. */
export type RedriveAllInput = z.output<typeof deadLetters.redriveAll.input>;

/** What a window is told while many letters are redriven. */
export interface BulkListener {
  readonly signal: AbortSignal;
  readonly emit: (progress: BulkProgress) => Promise<void>;
}

type How = Pick<RedriveInput, 'project' | 'force'> &
  Pick<RedriveOptions, 'expectedSeq' | 'writeId'> & { readonly signal: AbortSignal };

/** What is known of a try while it is under way. */
interface Course {
  letter?: DeadLetter;
  attempt?: Extract<TaskAttempt, { readonly kind: 'append' }>;
  refused?: { readonly from: string; readonly to: string };
}

const refusal = (from: string, to: string): AppError =>
  new AppError('InvalidInput', {
    message: `The event would move the task from ${from} to ${to}, which is not a legal move.`,
    nextStep: 'Redrive it by force, if it is right all the same.',
  });

/** Looks at the task before each try: refuses an illegal move, and works out what the projection becomes. */
const preparation =
  (events: TaskEventStore, { project, force, expectedSeq, signal }: How, course: Course) =>
  async (letter: DeadLetter, head: TaskHead): Promise<ProjectionChange | undefined> => {
    const seq = expectedSeq ?? head.lastSeq + 1;
    course.letter = letter;
    course.attempt = { kind: 'append', expectedSeq: seq, event: letter.event };
    // The number is taken: the try is going to be lost, and the loss will tell by whom.
    if (seq <= head.lastSeq || (force && !project)) return undefined;
    const history = await events.getTaskEvents(letter.taskId, { signal });
    const before = history.events.filter((event) => event.seq < seq);
    const { warnings } = previewRedrive({
      ...{ reducer: taskReducer, letter, events: before, unreadable: 0, lastSeq: seq - 1 },
    });
    const illegal = warnings.find((warning) => warning.kind === 'illegal');
    if (illegal !== undefined && !force) {
      course.refused = { from: illegal.from, to: illegal.to };
      throw refusal(illegal.from, illegal.to);
    }
    if (!project) return undefined;
    const event = { ...letter.event, seq, key: '' };
    const stored = head.projection;
    const change = projectionChange({
      ...{ reducer: taskReducer, events: before, event, stored, seenStatus: undefined },
    });
    const { expectedStatus } = change;
    course.attempt = {
      ...{ ...course.attempt, project },
      ...(expectedStatus === undefined ? {} : { expectedStatus }),
    };
    return change;
  };

/** Redrives letters: one under the number that its preview told, or many, each at the end of its stream. */
export function createRedrive(deps: RedriveDeps) {
  const tryOne = async (
    ref: TableRef,
    name: LetterRef,
    { letters, events }: LetterStores,
    how: How,
    course: Course,
  ): Promise<RedriveOutcome> => {
    const { expectedSeq, writeId, signal } = how;
    const prepare = preparation(events, how, course);
    try {
      const { event } = await letters.redrive(name, { expectedSeq, writeId, signal, prepare });
      return { outcome: 'redriven', seq: event.seq };
    } catch (error) {
      if (course.refused !== undefined) return { outcome: 'refused', ...course.refused };
      if (hasCode(error, 'AlreadyRedriven')) {
        return { outcome: 'alreadyRedriven', redrivenAt: error.details?.redrivenAt ?? 'unknown' };
      }
      if (hasCode(error, 'WriteOutcomeUnknown')) return { outcome: 'unknown', message: error.message };
      const isLost = hasCode(error, 'OptimisticConflict') || hasCode(error, 'StatusConflict');
      const { letter, attempt } = course;
      if (!isLost || letter === undefined || attempt === undefined) throw error;
      const actualStatus = hasCode(error, 'StatusConflict') ? error.details?.actual : undefined;
      const task = { connection: ref.connection, table: ref.table, task: letter.taskId };
      return {
        outcome: 'conflict',
        conflict: await tellTaskLoss(deps, events, { ref: task, attempt, actualStatus }),
      };
    }
  };

  /** Tries a letter, and tells everybody who shows it or its task what became of it. */
  const redriveOne = (ref: TableRef, name: LetterRef, how: How, course: Course): Promise<RedriveOutcome> =>
    deps.withStores(ref, async (stores) => {
      const tell = async (): Promise<void> => {
        // It may be written, whoever goes away now: what the window shows next must say so.
        await stores.letters.get(name).then(
          (item) => {
            deps.onLetter(ref, name, item);
            // Its task is told also where the try had no reason to look at it.
            if (item?.kind === 'letter') course.letter = item.letter;
          },
          () => undefined,
        );
        const task = course.letter?.taskId;
        if (task !== undefined) deps.changes.emit({ connection: ref.connection, table: ref.table, task });
      };
      const outcome = await tryOne(ref, name, stores, how, course).finally(tell);
      const seq = course.letter?.redrivenSeq;
      return outcome.outcome === 'alreadyRedriven' && seq !== undefined ? { ...outcome, seq } : outcome;
    });

  return {
    redrive: (input: RedriveInput, signal: AbortSignal): Promise<RedriveOutcome> => {
      const { connection, table, queue, key, ...how } = input;
      return redriveOne({ connection, table }, { queue, key }, { ...how, signal }, {});
    },

    redriveAll: async (input: RedriveAllInput, { signal, emit }: BulkListener) => {
      const { project, force } = input;
      const ref: TableRef = { connection: input.connection, table: input.table };
      const letters = [...input.letters].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
      const total = letters.length;
      let done = 0;
      let redriven = 0;
      for (const letter of letters) {
        if (signal.aborted) break;
        const course: Course = {};
        let stoppedBy: AppError | undefined;
        const result = await redriveOne(ref, letter, { project, force, signal }, course).catch(
          (error: unknown): LetterOutcome => {
            if (signal.aborted) throw error;
            // An outage says nothing of this letter; the next one would only meet it again.
            if (isAppError(error) && fromFailure(error) !== undefined) stoppedBy = error;
            const { code, message } = toErrorData(error);
            return { outcome: 'failed', code, message };
          },
        );
        done += 1;
        if (result.outcome === 'redriven') redriven += 1;
        const task = course.letter?.taskId;
        await emit({ done, total, letter, result, ...(task === undefined ? {} : { task }) });
        if (stoppedBy !== undefined) throw stoppedBy;
      }
      return { done, redriven };
    },
  };
}
