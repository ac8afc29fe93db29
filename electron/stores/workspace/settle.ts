import { AppError } from '#shared/errors/appError.ts';
import { stringOf } from '#shared/model/attributeValue.ts';
import { keyWords, versionOf } from '#shared/model/workspaceItem.ts';
import type { Dynamo, TransactOutcome } from '../../dynamo/dynamo.ts';
import { isWrittenBy, settleWrite, WRITE_ID, type NamedWrite } from '../settleWrite.ts';
import type { ItemWrite, ItemWritten } from './itemTables.ts';
import { keyOfWrite } from './requests.ts';

/** The name that a write leaves on its item; a delete leaves none. */
const writeIdOf = (write: ItemWrite): string | undefined => {
  switch (write.kind) {
    case 'create':
      return stringOf(write.item, WRITE_ID);
    case 'update':
      return stringOf(write.set, WRITE_ID);
    case 'delete':
    case 'erase':
      return undefined;
  }
};

/**
 * A write as {@link settleWrite} needs it. Versions rise by one, so an item at the very version that our write would
 * have made, made by another, proves that ours was not done; one further on may have covered ours.
 */
export function namedWrite(dynamo: Dynamo, table: string, write: ItemWrite): NamedWrite {
  const key = keyOfWrite(write);
  const before = write.kind === 'create' ? 0 : write.kind === 'erase' ? undefined : write.version;
  return {
    dynamo,
    table,
    key,
    writeId: writeIdOf(write),
    what: `${write.kind} of ${keyWords(write.model, key)}`,
    untouched: (stored) =>
      write.kind === 'create' ? stored === undefined : stored !== undefined && versionOf(stored) === before,
    evidence: (stored) =>
      before !== undefined &&
      write.kind !== 'delete' &&
      stored !== undefined &&
      versionOf(stored) === before + 1
        ? 'notApplied'
        : 'unknown',
  };
}

/**
 * Decides a transaction. All members are written together or not at all, so one of them that names itself, or that is
 * a delete under a version, decides a lost answer for all.
 * @throws `WriteOutcomeUnknown`, `TransactionConflict` while another transaction holds an item, `InvalidInput` when
 * DynamoDB rejects a member
 */
export async function settleTransaction(
  dynamo: Dynamo,
  tableOf: (write: ItemWrite) => string,
  writes: readonly ItemWrite[],
  outcome: TransactOutcome,
): Promise<ItemWritten> {
  if (outcome.outcome === 'done') return { applied: true };
  const index = writes.findIndex(({ kind }) => kind !== 'erase');
  const decisive = writes[index];
  if (decisive === undefined)
    throw new AppError('Internal', { message: 'No member decides the transaction.' });
  const named = namedWrite(dynamo, tableOf(decisive), decisive);
  if (outcome.outcome === 'lost') {
    const settled = await settleWrite(named, outcome);
    return settled.applied ? { applied: true } : { applied: false, index, met: settled.met };
  }
  const { reasons, repeated, units, attempts } = outcome;
  const failed = reasons.findIndex(({ why }) => why === 'conditionFailed');
  const old = reasons[failed]?.old;
  const failedWrite = writes[failed];
  if (failedWrite !== undefined) {
    const writeId = writeIdOf(failedWrite);
    if (writeId !== undefined && isWrittenBy(old, writeId)) return { applied: true };
    // The first sending may have deleted what the second one then missed.
    if (repeated && failedWrite.kind === 'delete' && old === undefined) return { applied: true };
    return { applied: false, index: failed, met: old };
  }
  const other = reasons.find(({ why }) => why !== 'none');
  if (other !== undefined && other.why !== 'transactionConflict') {
    throw new AppError('InvalidInput', {
      message: `DynamoDB rejected the transaction: ${other.message}`,
      nextStep: 'Correct what it was to write.',
    });
  }
  const error = new AppError('TransactionConflict', {
    message: 'Another transaction was changing the same items at that moment.',
    nextStep: 'Try again.',
  });
  if (!repeated) throw error;
  // An earlier sending may have been the other transaction.
  const settled = await settleWrite(named, {
    outcome: 'lost',
    error,
    mayStillHappen: false,
    units,
    attempts,
  });
  return settled.applied ? { applied: true } : { applied: false, index, met: settled.met };
}
