import { stringOf } from '#shared/model/attributeValue.ts';
import type { NewTaskEvent, TaskEvent } from '#shared/model/taskEvent.ts';
import type { Dynamo, TransactMember } from '../../dynamo/dynamo.ts';
import { settleWrite, WRITE_ID } from '../settleWrite.ts';
import { checkEvent, checkFields, checkTaskId } from './checks.ts';
import { optimisticConflict, statusConflict, taskExists } from './conflicts.ts';
import { coveredStatusChange } from './coveredStatus.ts';
import { eventWrite, runEventTransaction } from './eventTransaction.ts';
import { eventKey, keyOf, META_KEY } from './keys.ts';
import { projectionUpdate } from './projectionUpdate.ts';
import { encodeEvent, encodeProjection } from './taskItems.ts';
import type { TaskEventStore } from './taskEventStore.ts';

/** What the writes need: the connection, the table, a clock, and names for writes. */
export interface WriteContext {
  readonly dynamo: Dynamo;
  readonly table: string;
  readonly now: () => Date;
  readonly newWriteId: () => string;
}

const NEW = 'attribute_not_exists(PK)';

const asWritten = (event: NewTaskEvent, seq: number): TaskEvent => ({ ...event, seq, key: eventKey(seq) });

/** The writes of a task event store over DynamoDB. */
export function dynamoWrites(
  context: WriteContext,
): Pick<TaskEventStore, 'appendEvent' | 'updateTaskStatus' | 'createTask' | 'appendAndProject'> {
  const { dynamo, table } = context;

  return {
    async appendEvent(taskId, event, expectedSeq, options) {
      checkTaskId(taskId);
      checkEvent(event, expectedSeq);
      const writeId = options?.writeId ?? context.newWriteId();
      const item = encodeEvent(taskId, eventKey(expectedSeq), event, writeId);
      const result = await dynamo.putItem({ table, item, condition: NEW }, { signal: options?.signal });
      const settled = await settleWrite(eventWrite(dynamo, table, taskId, expectedSeq, writeId), result);
      if (!settled.applied) throw optimisticConflict(taskId, expectedSeq);
      return asWritten(event, expectedSeq);
    },

    async updateTaskStatus(taskId, newStatus, expectedStatus, options) {
      checkTaskId(taskId);
      const writeId = options?.writeId ?? context.newWriteId();
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
      const settled = await settleWrite(
        {
          dynamo,
          table,
          key,
          writeId,
          again: options?.again,
          what: `status ${newStatus} of task “${taskId}”`,
          untouched: (stored) => stored !== undefined && stringOf(stored, 'status') === expectedStatus,
          evidence: (stored) =>
            coveredStatusChange({ dynamo, table, taskId, writeId, expectedStatus, newStatus }, stored),
        },
        result,
      );
      if (settled.applied) return;
      // Only what the failed call itself met is told as the actual status (CONTRACTS 1).
      const met = result.outcome === 'conditionFailed' ? result.old : undefined;
      throw statusConflict(taskId, expectedStatus, met);
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
      await runEventTransaction({
        ...{ dynamo, table, taskId, seq: 1, writeId, members, signal: options?.signal },
        taken: () => taskExists(taskId),
        conflict: (reasons) =>
          reasons.some(({ why }) => why === 'conditionFailed') ? taskExists(taskId) : undefined,
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
      await runEventTransaction({
        ...{ dynamo, table, taskId, seq: expectedSeq, writeId, members, signal: options?.signal },
        taken,
        conflict: ([appended, meta]) => {
          if (appended?.why === 'conditionFailed') return taken();
          if (meta?.why !== 'conditionFailed') return undefined;
          return statusConflict(taskId, projection.expectedStatus, meta.old);
        },
      });
      return asWritten(event, expectedSeq);
    },
  };
}
