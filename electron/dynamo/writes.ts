import { AppError, throwIfCancelled } from '#shared/errors/appError.ts';
import { maybeDone, unitsOf, type Caller, type FailedCall, type SendOptions } from './call.ts';
import { itemOf, parseBody, type WireObject } from './codec.ts';
import type {
  CallOptions,
  DeleteRequest,
  ExpressionParts,
  GetRequest,
  LostWrite,
  PutRequest,
  UpdateRequest,
  WriteOutcome,
} from './dynamo.ts';
import { conditionFailure } from './errors.ts';
import type { Operation } from './operations.ts';
import { isRepeatable } from './repeatable.ts';

/** Whether a sending before the last one may have been applied, so that the last answer may speak of our own doing. */
export function isRepeated(failed: FailedCall): boolean {
  return failed.fates.slice(0, -1).some(maybeDone);
}

/** The outcome of a failed write that may have been applied; undefined when it certainly was not. */
export function lostWrite(
  caller: Caller,
  failed: FailedCall,
  input: WireObject,
  options: CallOptions | undefined,
): LostWrite | undefined {
  if (!failed.fates.some(maybeDone)) return undefined;
  const error =
    options?.signal?.aborted === true
      ? new AppError('Cancelled', { message: 'The operation was cancelled.', cause: failed.error })
      : caller.explain(failed.error, input);
  return {
    outcome: 'lost',
    error,
    mayStillHappen: failed.fates.includes('pending'),
    units: 0,
    attempts: failed.attempts,
  };
}

/** The wire form of an expression's names and values; both are left out when empty, as DynamoDB demands. */
export function partsOf(parts: ExpressionParts): WireObject {
  const { names = {}, values = {} } = parts;
  return {
    ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
    ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
  };
}

/** A condition in its wire form, asking for the old item when it fails. */
export function conditionOf(condition: string | undefined): WireObject {
  return condition === undefined
    ? {}
    : { ConditionExpression: condition, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
}

/** Sends one conditional or unconditional write. @throws AppError when it certainly was not applied */
export async function sendWrite(
  caller: Caller,
  operation: Operation,
  input: WireObject,
  options?: SendOptions,
): Promise<WriteOutcome> {
  const result = await caller.attempt(operation, input, options);
  if (result.ok) {
    const { body, attempts } = result.reply;
    try {
      const answer = parseBody(body);
      return { outcome: 'done', units: unitsOf(answer), attempts, old: itemOf(answer, 'Attributes') };
    } catch (error) {
      return {
        outcome: 'lost',
        error: caller.explain(error, input),
        mayStillHappen: false,
        units: 0,
        attempts,
      };
    }
  }
  const failure = conditionFailure(result.error);
  if (failure !== undefined) {
    const { attempts } = result;
    return { outcome: 'conditionFailed', old: failure.old, repeated: isRepeated(result), units: 0, attempts };
  }
  const lost = lostWrite(caller, result, input, options);
  if (lost !== undefined) return lost;
  throwIfCancelled(options?.signal);
  throw caller.explain(result.error, input);
}

const CAPACITY = { ReturnConsumedCapacity: 'TOTAL' } as const;

/** Wire form of a put. */
export const putInput = (request: PutRequest): WireObject => ({
  TableName: request.table,
  Item: request.item,
  ...conditionOf(request.condition),
  ...partsOf(request),
});

/** Wire form of an update. */
export const updateInput = (request: UpdateRequest): WireObject => ({
  TableName: request.table,
  Key: request.key,
  UpdateExpression: request.update,
  ...conditionOf(request.condition),
  ...partsOf(request),
});

/** Wire form of a delete. */
export const deleteInput = (request: DeleteRequest): WireObject => ({
  TableName: request.table,
  Key: request.key,
  ...conditionOf(request.condition),
  ...partsOf(request),
});

/** The calls on single items. */
export const itemCalls = (caller: Caller) => ({
  async getItem(request: GetRequest, options?: CallOptions) {
    const input = {
      TableName: request.table,
      Key: request.key,
      ...CAPACITY,
      ...(request.consistent === true ? { ConsistentRead: true } : {}),
      ...(request.projection === undefined ? {} : { ProjectionExpression: request.projection }),
      ...partsOf(request),
    };
    const { answer, units, attempts } = await caller.call('GetItem', input, options);
    return { item: readAnswer(caller, input, () => itemOf(answer, 'Item')), units, attempts };
  },
  putItem: (request: PutRequest, options?: CallOptions) =>
    sendWrite(caller, 'PutItem', { ...putInput(request), ...CAPACITY }, options),
  updateItem: (request: UpdateRequest, options?: CallOptions) =>
    sendWrite(
      caller,
      'UpdateItem',
      { ...updateInput(request), ...CAPACITY },
      { ...options, repeatable: isRepeatable(request.update) },
    ),
  deleteItem: (request: DeleteRequest, options?: CallOptions) =>
    sendWrite(
      caller,
      'DeleteItem',
      { ...deleteInput(request), ...CAPACITY, ReturnValues: 'ALL_OLD' },
      options,
    ),
});

/** Runs `read` over an answer; what does not fit becomes `AnswerUnreadable`. */
export function readAnswer<T>(caller: Caller, input: WireObject, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw caller.explain(error, input);
  }
}
