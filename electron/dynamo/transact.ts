import { randomUUID } from 'node:crypto';
import { throwIfCancelled } from '#shared/errors/appError.ts';
import { unitsOf, type Caller } from './call.ts';
import { parseBody, type WireObject } from './codec.ts';
import type { CallOptions, CancellationReason, TransactMember, TransactOutcome } from './dynamo.ts';
import { cancellationReasons, type RawReason } from './errors.ts';
import { deleteInput, isRepeated, lostWrite, putInput, updateInput } from './writes.ts';

const memberInput = (member: TransactMember): WireObject => {
  switch (member.kind) {
    case 'put':
      return { Put: putInput(member) };
    case 'update':
      return { Update: updateInput(member) };
    case 'delete':
      return { Delete: deleteInput(member) };
  }
};

const reasonOf = ({ code, message, old }: RawReason): CancellationReason => {
  switch (code) {
    case '':
    case 'None':
      return { why: 'none', message, old };
    case 'ConditionalCheckFailed':
      return { why: 'conditionFailed', message, old };
    case 'TransactionConflict':
      return { why: 'transactionConflict', message, old };
    default:
      return { why: 'other', message: message === '' ? code : `${code}: ${message}`, old };
  }
};

/** All or nothing. The same `token` goes out with every sending, so that a repetition is not done twice. */
export const transactCalls = (caller: Caller) => ({
  async transactWrite(
    members: readonly TransactMember[],
    options?: CallOptions & { readonly token?: string | undefined },
  ): Promise<TransactOutcome> {
    const input = {
      TransactItems: members.map(memberInput),
      ReturnConsumedCapacity: 'TOTAL',
      ClientRequestToken: options?.token ?? randomUUID(),
    };
    const result = await caller.attempt('TransactWriteItems', input, options);
    if (result.ok) {
      const { body, attempts } = result.reply;
      try {
        return { outcome: 'done', units: unitsOf(parseBody(body)), attempts };
      } catch (error) {
        const explained = caller.explain(error, input);
        return { outcome: 'lost', error: explained, mayStillHappen: false, units: 0, attempts };
      }
    }
    const table = members[0]?.table;
    const place = table === undefined ? input : { ...input, TableName: table };
    const reasons = cancellationReasons(result.error);
    if (reasons !== undefined && reasons.length > 0) {
      const { attempts } = result;
      const repeated = isRepeated(result);
      return { outcome: 'cancelled', reasons: reasons.map(reasonOf), repeated, units: 0, attempts };
    }
    const lost = lostWrite(caller, result, place, options);
    if (lost !== undefined) return lost;
    throwIfCancelled(options?.signal);
    throw caller.explain(result.error, place);
  },
});
