import { AppError } from '#shared/errors/appError.ts';
import type { CancellationReason, Dynamo, LostWrite, TransactMember } from '../../dynamo/dynamo.ts';
import { isWrittenBy, settleWrite } from '../settleWrite.ts';
import { transactionToken } from '../transactionToken.ts';
import { eventKey, keyOf } from './keys.ts';

/** A transaction whose first member puts an event under the condition that its sequence is free. */
export interface EventTransaction {
  readonly dynamo: Dynamo;
  readonly table: string;
  readonly taskId: string;
  readonly seq: number;
  /** The name that the event carries. */
  readonly writeId: string;
  /** The event first, then what goes with it. */
  readonly members: readonly TransactMember[];
  readonly signal?: AbortSignal | undefined;
  /** The error when the sequence turns out to be another's. */
  readonly taken: () => AppError;
  /** The error for the conditions that failed, in the order of the members; undefined when none of them did. */
  readonly conflict: (reasons: readonly CancellationReason[]) => AppError | undefined;
}

/**
 * Appends an event together with other writes. A lost answer is decided by the event alone: nobody changes one once it
 * is written, and all members are written together or not at all.
 * @throws what `taken` and `conflict` give; `WriteOutcomeUnknown`; `TransactionConflict` when another transaction was
 * at the same items; `InvalidInput` when DynamoDB rejects a member
 */
export async function runEventTransaction(transaction: EventTransaction): Promise<void> {
  const { dynamo, taskId, seq, writeId, members, signal } = transaction;
  const result = await dynamo.transactWrite(members, { signal, token: transactionToken(writeId, members) });
  if (result.outcome === 'done') return;
  if (result.outcome === 'lost') return settleByEvent(transaction, result);
  if (isWrittenBy(result.reasons[0]?.old, writeId)) return;
  const conflict = transaction.conflict(result.reasons);
  if (conflict !== undefined) throw conflict;
  const other = result.reasons.find((reason) => reason.why !== 'none');
  if (other !== undefined && other.why !== 'transactionConflict') {
    throw new AppError('InvalidInput', {
      message: `DynamoDB rejected the transaction that appends event ${seq} of task “${taskId}”: ${other.message}`,
      nextStep: 'Correct the event or what goes with it.',
    });
  }
  const error = new AppError('TransactionConflict', {
    message: 'Another transaction was changing the same task at that moment.',
    nextStep: 'Try again.',
  });
  if (!result.repeated) throw error;
  // An earlier sending may have been the other transaction.
  const { units, attempts } = result;
  return settleByEvent(transaction, { outcome: 'lost', error, mayStillHappen: false, units, attempts });
}

/** Decides a lost transaction by its event. */
async function settleByEvent(transaction: EventTransaction, lost: LostWrite): Promise<void> {
  const { dynamo, table, taskId, seq, writeId } = transaction;
  const settled = await settleWrite(eventWrite(dynamo, table, taskId, seq, writeId), lost);
  if (!settled.applied) throw transaction.taken();
}

/** The append of an event as {@link settleWrite} needs it. An event is never covered, so another's there is certain. */
export function eventWrite(dynamo: Dynamo, table: string, taskId: string, seq: number, writeId: string) {
  return {
    dynamo,
    table,
    key: keyOf(taskId, eventKey(seq)),
    writeId,
    what: `event ${seq} of task “${taskId}”`,
    untouched: (stored: unknown) => stored === undefined,
    evidence: () => 'notApplied' as const,
  };
}
