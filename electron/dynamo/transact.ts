import { randomUUID } from 'node:crypto';
import { AppError, hasCode, throwIfCancelled } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { unitsOf, type Caller } from './call.ts';
import { itemOf, parseBody, type WireObject } from './codec.ts';
import type {
  CallOptions,
  CancellationReason,
  TransactGetRequest,
  TransactMember,
  TransactOutcome,
} from './dynamo.ts';
import { cancellationReasons, type RawReason } from './errors.ts';
import { itemSize } from './itemSize.ts';
import { deleteInput, isRepeated, lostWrite, partsOf, putInput, readAnswer, updateInput } from './writes.ts';

const memberInput = (member: TransactMember): WireObject => {
  switch (member.kind) {
    case 'put':
      return { Put: putInput(member) };
    case 'update':
      return { Update: updateInput(member) };
    case 'delete':
      return { Delete: deleteInput(member) };
    case 'check':
      // A check is written like a delete: a key and a condition.
      return { ConditionCheck: deleteInput(member) };
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

/** Most members of a transaction, and most bytes of them together. */
const MOST_MEMBERS = 100;
const MOST_BYTES = 4 * 1024 * 1024;

const checkCount = (count: number): void => {
  if (count === 0) {
    throw new AppError('InvalidInput', {
      message: 'A transaction needs at least one member.',
      nextStep: 'Choose what it is to do.',
    });
  }
  if (count > MOST_MEMBERS) {
    throw new AppError('LimitExceeded', {
      message: `A transaction holds at most ${MOST_MEMBERS} members, and this one has ${count}.`,
      nextStep: 'Split it, or do part of it in a batch, which is not all or nothing.',
    });
  }
};

/** What a member is known to weigh before it is sent; an update's item may turn out larger. */
const sizeOf = (member: TransactMember): number => {
  switch (member.kind) {
    case 'put':
      return itemSize(member.item);
    case 'update':
      return itemSize(member.key) + itemSize(member.values ?? {});
    case 'delete':
    case 'check':
      return itemSize(member.key);
  }
};

const checkSize = (members: readonly TransactMember[]): void => {
  const bytes = members.reduce((sum, member) => sum + sizeOf(member), 0);
  if (bytes <= MOST_BYTES) return;
  throw new AppError('LimitExceeded', {
    message: `A transaction holds at most 4 MB, and this one has ${(bytes / 1024 / 1024).toFixed(1)} MB.`,
    nextStep: 'Split it, or do part of it in a batch, which is not all or nothing.',
  });
};

const getInput = ({ table, key, projection, ...parts }: TransactGetRequest): WireObject => ({
  Get: {
    TableName: table,
    Key: key,
    ...(projection === undefined ? {} : { ProjectionExpression: projection }),
    ...partsOf(parts),
  },
});

/** The items of an answer, in the order asked for. */
const itemsIn = (answer: WireObject, count: number): readonly (AttributeMap | undefined)[] => {
  const { Responses: responses } = answer;
  if (!Array.isArray(responses) || responses.length !== count) {
    throw new SyntaxError('The answer has not one response for each request.');
  }
  return responses.map((response: unknown) =>
    typeof response === 'object' && response !== null ? itemOf({ ...response }, 'Item') : undefined,
  );
};

/** A read has no conditions: what cancels it is another transaction at one of its items. */
const asConflict = (error: unknown): never => {
  if (!hasCode(error, 'TransactionConflict')) throw error;
  throw new AppError('TransactionConflict', {
    message: 'Another transaction kept changing one of the items while they were read together.',
    nextStep: 'Try again.',
    cause: error.cause,
  });
};

/** All or nothing. The same `token` goes out with every sending, so that a repetition is not done twice. */
export const transactCalls = (caller: Caller) => ({
  async transactWrite(
    members: readonly TransactMember[],
    options?: CallOptions & { readonly token?: string | undefined },
  ): Promise<TransactOutcome> {
    checkCount(members.length);
    checkSize(members);
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
    const reasons = cancellationReasons(result.error);
    if (reasons !== undefined && reasons.length > 0) {
      const { attempts } = result;
      const repeated = isRepeated(result);
      return { outcome: 'cancelled', reasons: reasons.map(reasonOf), repeated, units: 0, attempts };
    }
    const lost = lostWrite(caller, result, input, options);
    if (lost !== undefined) return lost;
    throwIfCancelled(options?.signal);
    throw caller.explain(result.error, input);
  },

  async transactGet(requests: readonly TransactGetRequest[], options?: CallOptions) {
    checkCount(requests.length);
    const input = { TransactItems: requests.map(getInput), ReturnConsumedCapacity: 'TOTAL' };
    const { answer, units, attempts } = await caller
      .call('TransactGetItems', input, options)
      .catch(asConflict);
    return { items: readAnswer(caller, input, () => itemsIn(answer, requests.length)), units, attempts };
  },
});
