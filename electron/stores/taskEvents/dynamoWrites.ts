import { createHash } from 'node:crypto';
import { AppError } from '#shared/errors/appError.ts';
import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { NewTaskEvent, TaskEvent } from '#shared/model/taskEvent.ts';
import type { CancellationReason, Dynamo, LostWrite, TransactMember } from '../../dynamo/dynamo.ts';
import { isWrittenBy, outcomeUnknown, WRITE_ID } from '../settleWrite.ts';
import { checkEvent, checkFields, checkTaskId } from './checks.ts';
import { optimisticConflict, statusConflict, taskExists } from './conflicts.ts';
import { eventKey, keyOf, META_KEY } from './keys.ts';
import { projectionUpdate } from './projectionUpdate.ts';
import { encodeEvent, encodeProjection } from './taskItems.ts';
import type { TaskEventStore, WriteOptions } from './taskEventStore.ts';

/** What the writes need: the connection, the table, a clock, and names for writes. */
export interface WriteContext {
  readonly dynamo: Dynamo;
  readonly table: string;
  readonly now: () => Date;
  readonly newWriteId: () => string;
}

const NEW = 'attribute_not_exists(PK)';

const asWritten = (event: NewTaskEvent, seq: number): TaskEvent => ({ ...event, seq, key: eventKey(seq) });

/** A transaction's token: the same for the same write with the same content, at most 36 characters. */
const tokenOf = (writeId: string, members: readonly TransactMember[]): string =>
  createHash('sha256')
    .update(writeId)
    .update('\0')
    .update(JSON.stringify(members))
    .digest('hex')
    .slice(0, 36);

/** The writes of a task event store over DynamoDB. */
export function dynamoWrites(
  context: WriteContext,
): Pick<TaskEventStore, 'appendEvent' | 'updateTaskStatus' | 'createTask' | 'appendAndProject'> {
  const { dynamo, table } = context;

  /** Reads back after a lost answer; not under the caller's signal, since the answer matters even so. */
  const readBack = async (key: AttributeMap, what: string, lost: LostWrite) => {
    try {
      return (await dynamo.getItem({ table, key, consistent: true })).item;
    } catch {
      throw outcomeUnknown(what, lost.error);
    }
  };

  /** Nothing of ours is there: it was not applied, unless the server may still be at it. */
  const notThere = (lost: LostWrite, what: string): AppError =>
    lost.mayStillHappen ? outcomeUnknown(what, lost.error) : lost.error;

  /** Decides a lost append by the event itself, which nobody changes once it is written. */
  const settleEvent = async (
    taskId: string,
    seq: number,
    writeId: string,
    lost: LostWrite,
    taken: () => AppError,
  ): Promise<void> => {
    const what = `event ${seq} of task “${taskId}”`;
    const found = await readBack(keyOf(taskId, eventKey(seq)), what, lost);
    if (isWrittenBy(found, writeId)) return;
    throw found === undefined ? notThere(lost, what) : taken();
  };

  /** Runs a transaction whose first member is the event and whose second is the projection. */
  const transact = async (
    members: readonly TransactMember[],
    writeId: string,
    options: WriteOptions | undefined,
    settle: {
      readonly lost: (lost: LostWrite) => Promise<void>;
      readonly conflict: (
        event: CancellationReason | undefined,
        meta: CancellationReason | undefined,
      ) => AppError | undefined;
    },
  ): Promise<void> => {
    const token = tokenOf(writeId, members);
    const result = await dynamo.transactWrite(members, { signal: options?.signal, token });
    if (result.outcome === 'done') return;
    if (result.outcome === 'lost') return settle.lost(result);
    const [event, meta] = result.reasons;
    // The two are written together or not at all, so our event being there means that all of it is.
    if (isWrittenBy(event?.old, writeId)) return;
    const conflict = settle.conflict(event, meta);
    if (conflict !== undefined) throw conflict;
    const other = result.reasons.find((reason) => reason.why !== 'none');
    if (other !== undefined && other.why !== 'transactionConflict') {
      throw new AppError('InvalidInput', {
        message: `DynamoDB rejected the transaction: ${other.message}`,
        nextStep: 'Correct the event or the projection.',
      });
    }
    const error = new AppError('TransactionConflict', {
      message: 'Another transaction was changing the same task at that moment.',
      nextStep: 'Try again.',
    });
    if (!result.repeated) throw error;
    // An earlier sending may have been the other transaction.
    const { units, attempts } = result;
    return settle.lost({ outcome: 'lost', error, mayStillHappen: false, units, attempts });
  };

  return {
    async appendEvent(taskId, event, expectedSeq, options) {
      checkTaskId(taskId);
      checkEvent(event, expectedSeq);
      const writeId = options?.writeId ?? context.newWriteId();
      const taken = () => optimisticConflict(taskId, expectedSeq);
      const item = encodeEvent(taskId, eventKey(expectedSeq), event, writeId);
      const result = await dynamo.putItem({ table, item, condition: NEW }, { signal: options?.signal });
      if (result.outcome === 'lost') await settleEvent(taskId, expectedSeq, writeId, result, taken);
      if (result.outcome === 'conditionFailed' && !isWrittenBy(result.old, writeId)) {
        // A server that does not send the old item leaves only the reading back to tell ours from another's.
        if (result.old !== undefined) throw taken();
        const { item: found } = await dynamo.getItem({
          table,
          key: keyOf(taskId, eventKey(expectedSeq)),
          consistent: true,
        });
        if (!isWrittenBy(found, writeId)) throw taken();
      }
      return asWritten(event, expectedSeq);
    },

    async updateTaskStatus(taskId, newStatus, expectedStatus, options) {
      checkTaskId(taskId);
      const writeId = options?.writeId ?? context.newWriteId();
      const what = `status ${newStatus} of task “${taskId}”`;
      const key = keyOf(taskId, META_KEY);
      const result = await dynamo.updateItem(
        {
          table,
          key,
          update: `SET #s = :new, updated_at = :now, ${WRITE_ID} = :write`,
          condition: '#s = :expected',
          names: { '#s': 'status' },
          values: {
            ':new': { S: newStatus },
            ':expected': { S: expectedStatus },
            ':now': { S: context.now().toISOString() },
            ':write': { S: writeId },
          },
        },
        { signal: options?.signal },
      );
      if (result.outcome === 'done') return;
      if (result.outcome === 'conditionFailed') {
        // A server that does not send the old item leaves only the reading back to tell ours from another's.
        const met = result.old ?? (await dynamo.getItem({ table, key, consistent: true })).item;
        if (isWrittenBy(met, writeId)) return;
        // Sent once, or never taken before: somebody else's status is certain. Otherwise ours may lie beneath theirs.
        if (!result.repeated) throw statusConflict(taskId, expectedStatus, result.old);
        throw outcomeUnknown(what, undefined);
      }
      const found = await readBack(key, what, result);
      if (isWrittenBy(found, writeId)) return;
      const untouched = found !== undefined && stringOf(found, 'status') === expectedStatus;
      throw untouched ? notThere(result, what) : outcomeUnknown(what, result.error);
    },

    async createTask(taskId, event, fields, options) {
      checkTaskId(taskId);
      checkEvent(event, 1);
      checkFields(fields);
      const writeId = options?.writeId ?? context.newWriteId();
      const members: readonly TransactMember[] = [
        { kind: 'put', table, item: encodeEvent(taskId, eventKey(1), event, writeId), condition: NEW },
        { kind: 'put', table, item: encodeProjection(taskId, fields, writeId), condition: NEW },
      ];
      await transact(members, writeId, options, {
        lost: (lost) => settleEvent(taskId, 1, writeId, lost, () => taskExists(taskId)),
        conflict: (first, meta) =>
          first?.why === 'conditionFailed' || meta?.why === 'conditionFailed'
            ? taskExists(taskId)
            : undefined,
      });
      return asWritten(event, 1);
    },

    async appendAndProject(taskId, event, expectedSeq, projection, options) {
      checkTaskId(taskId);
      checkEvent(event, expectedSeq);
      checkFields(projection.fields);
      const writeId = options?.writeId ?? context.newWriteId();
      const taken = () => optimisticConflict(taskId, expectedSeq);
      const members: readonly TransactMember[] = [
        {
          kind: 'put',
          table,
          item: encodeEvent(taskId, eventKey(expectedSeq), event, writeId),
          condition: NEW,
        },
        { kind: 'update', table, key: keyOf(taskId, META_KEY), ...projectionUpdate(projection, writeId) },
      ];
      await transact(members, writeId, options, {
        lost: (lost) => settleEvent(taskId, expectedSeq, writeId, lost, taken),
        conflict: (appended, meta) => {
          if (appended?.why === 'conditionFailed') return taken();
          if (meta?.why !== 'conditionFailed') return undefined;
          return statusConflict(taskId, projection.expectedStatus, meta.old);
        },
      });
      return asWritten(event, expectedSeq);
    },
  };
}
