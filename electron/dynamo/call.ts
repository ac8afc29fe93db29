import './webCrypto.ts';
import { setMaxListeners } from 'node:events';
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTimeToLiveCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { AppError, throwIfCancelled } from '#shared/errors/appError.ts';
import { parseBody, type WireObject } from './codec.ts';
import type { CallOptions, Cost } from './dynamo.ts';
import { fateOf, toAppError, type Fate } from './errors.ts';
import type { ErrorPlace } from './errorTable.ts';

const COMMANDS = {
  BatchGetItem: BatchGetItemCommand,
  BatchWriteItem: BatchWriteItemCommand,
  CreateTable: CreateTableCommand,
  DeleteItem: DeleteItemCommand,
  DeleteTable: DeleteTableCommand,
  DescribeTable: DescribeTableCommand,
  DescribeTimeToLive: DescribeTimeToLiveCommand,
  GetItem: GetItemCommand,
  ListTables: ListTablesCommand,
  PutItem: PutItemCommand,
  Query: QueryCommand,
  Scan: ScanCommand,
  TransactGetItems: TransactGetItemsCommand,
  TransactWriteItems: TransactWriteItemsCommand,
  UpdateItem: UpdateItemCommand,
  UpdateTimeToLive: UpdateTimeToLiveCommand,
} as const;

/** The operations that we call, by DynamoDB's own names. */
export type Operation = keyof typeof COMMANDS;

/** A good answer, its body not read yet. */
export interface RawReply {
  readonly body: Uint8Array;
  readonly attempts: number;
}

/** A call that got no good answer: what was thrown, and what became of each sending of it. */
export interface FailedCall {
  readonly error: unknown;
  readonly attempts: number;
  /** One for each sending that failed, in order. */
  readonly fates: readonly Fate[];
}

/** A good answer or the failure. Only {@link Caller.raw} throws, and only `AppError`s. */
export type CallResult =
  { readonly ok: true; readonly reply: RawReply } | ({ readonly ok: false } & FailedCall);

/** Sends operations in the wire form of the API reference, and tells how it went. */
export interface Caller {
  readonly endpoint: string;
  /** The `Server` header of the last answer: what the endpoint calls itself. */
  readonly serverHeader: () => string | undefined;
  /** Sends and reports a failure as it is. */
  attempt(operation: Operation, input: WireObject, options?: CallOptions): Promise<CallResult>;
  /** Sends; the body of the answer, unread. @throws AppError */
  raw(operation: Operation, input: WireObject, options?: CallOptions): Promise<RawReply>;
  /** Sends; the answer, read. @throws AppError */
  call(
    operation: Operation,
    input: WireObject,
    options?: CallOptions,
  ): Promise<{ readonly answer: WireObject } & Cost>;
  /** The error as ours, with this connection's address and the request's table in its words. */
  explain(error: unknown, input: WireObject): AppError;
}

/** Capacity units in an answer; 0 where the server tells none. */
export function unitsOf(answer: WireObject): number {
  const consumed = answer['ConsumedCapacity'];
  const entries: readonly unknown[] = Array.isArray(consumed) ? consumed : [consumed];
  return entries.reduce<number>((sum, entry) => {
    const units =
      typeof entry === 'object' && entry !== null && 'CapacityUnits' in entry ? entry.CapacityUnits : 0;
    return sum + (typeof units === 'number' ? units : 0);
  }, 0);
}

const isObject = (value: unknown): value is WireObject => typeof value === 'object' && value !== null;

/** The table that a request names, the first of several; undefined when it names none. */
const tableIn = (input: WireObject): string | undefined => {
  const { TableName: table, RequestItems: batch, TransactItems: members } = input;
  if (typeof table === 'string') return table;
  if (isObject(batch)) return Object.keys(batch)[0];
  const first: unknown = Array.isArray(members) ? members[0] : undefined;
  const inner: unknown = isObject(first) ? Object.values(first)[0] : undefined;
  return isObject(inner) ? tableIn(inner) : undefined;
};

const EMPTY = new Uint8Array(0);

const bodyOf = (output: object): Uint8Array =>
  'body' in output && output.body instanceof Uint8Array ? output.body : EMPTY;

/** Rejects as soon as `signal` is aborted, even while the SDK waits between two tries or signs in. */
const untilAborted = async <T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
  if (signal === undefined) return work;
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(new AppError('Cancelled', { message: 'The operation was cancelled.' }));
    signal.addEventListener('abort', stop, { once: true });
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
};

/** Wraps an SDK client. `place` is what messages call it. */
export function createCaller(client: DynamoDBClient, place: ErrorPlace): Caller {
  const { endpoint } = place;
  const notes = new WeakMap<object, Fate[]>();
  let server: string | undefined;

  // One layer inside the SDK's retries, so that it sees how each single sending ended.
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        const result = await next(args);
        server = serverIn(result.response) ?? server;
        return result;
      } catch (error) {
        if (typeof error === 'object' && error !== null) {
          server = serverIn(Reflect.get(error, '$response')) ?? server;
        }
        notes.get(args.input)?.push(fateOf(error));
        throw error;
      }
    },
    { step: 'deserialize', priority: 'high', name: 'dynascopeFates' },
  );

  const attempt: Caller['attempt'] = async (operation, input, options) => {
    throwIfCancelled(options?.signal);
    // Many calls may share one signal; each listens to it, and so does the SDK for each.
    if (options?.signal !== undefined) setMaxListeners(0, options.signal);
    const fates: Fate[] = [];
    notes.set(input, fates);
    /* eslint-disable @typescript-eslint/consistent-type-assertions -- the SDK types describe its own codec's
       values; ours sends and hands over the wire form, see codec.ts */
    const Command: new (input: never) => object = COMMANDS[operation];
    const command = new Command(input as never);
    const sending: Promise<unknown> = client.send(
      command as never,
      options?.signal === undefined ? {} : { abortSignal: options.signal },
    );
    /* eslint-enable @typescript-eslint/consistent-type-assertions */
    try {
      const output = await untilAborted(sending, options?.signal);
      const body = typeof output === 'object' && output !== null ? bodyOf(output) : EMPTY;
      return { ok: true, reply: { body, attempts: fates.length + 1 } };
    } catch (error) {
      if (options?.signal?.aborted === true) fates.push('pending');
      return { ok: false, error, attempts: Math.max(1, fates.length), fates };
    }
  };

  const explain: Caller['explain'] = (error, input) => {
    const table = tableIn(input);
    return toAppError(error, table === undefined ? place : { ...place, table });
  };

  const raw: Caller['raw'] = async (operation, input, options) => {
    const result = await attempt(operation, input, options);
    if (result.ok) return result.reply;
    throwIfCancelled(options?.signal);
    throw explain(result.error, input);
  };

  return {
    endpoint,
    serverHeader: () => server,
    attempt,
    raw,
    async call(operation, input, options) {
      const reply = await raw(operation, input, options);
      try {
        const answer = parseBody(reply.body);
        return { answer, units: unitsOf(answer), attempts: reply.attempts };
      } catch (error) {
        throw explain(error, input);
      }
    },
    explain,
  };
}

const serverIn = (response: unknown): string | undefined =>
  typeof response === 'object' && response !== null && 'headers' in response
    ? headerOf(response.headers, 'server')
    : undefined;

const headerOf = (headers: unknown, name: string): string | undefined => {
  if (typeof headers !== 'object' || headers === null) return undefined;
  for (const [key, value] of Object.entries(headers)) {
    if (key.toLowerCase() === name && typeof value === 'string') return value;
  }
  return undefined;
};
