import './webCrypto.ts';
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
import { AppError } from '#shared/errors/appError.ts';
import type { WireObject } from './codec.ts';
import type { SendingSignals } from './sendingSignals.ts';

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

const EMPTY = new Uint8Array(0);

const bodyOf = (output: unknown): Uint8Array =>
  typeof output === 'object' && output !== null && 'body' in output && output.body instanceof Uint8Array
    ? output.body
    : EMPTY;

const tooLong = (limit: number): Error =>
  Object.assign(new Error(`No whole answer within ${limit} ms.`), {
    name: 'TimeoutError',
    code: 'ETIMEDOUT',
  });

/** What sends. */
export interface Sender {
  readonly client: DynamoDBClient;
  /** Where its requests find their signals. */
  readonly signals: SendingSignals;
  /** Longest time for a whole answer, in milliseconds. */
  readonly limit: number;
}

/**
 * Sends an operation in its wire form once; the body of a good answer, unread. Rejects as soon as `signal` is aborted,
 * even while the SDK signs in, and after the limit however slowly the answer keeps coming.
 * @throws `Cancelled`, and whatever the SDK throws
 */
export function sendOnce(
  { client, signals, limit }: Sender,
  operation: Operation,
  input: WireObject,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const inner = new AbortController();
    const end = (error: Error): void => {
      done();
      reject(error);
      inner.abort();
    };
    const stop = (): void => end(new AppError('Cancelled', { message: 'The operation was cancelled.' }));
    const timer = setTimeout(() => end(tooLong(limit)), limit);
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    };
    signal?.addEventListener('abort', stop, { once: true });
    /* eslint-disable @typescript-eslint/consistent-type-assertions -- the SDK types describe its own codec's
       values; ours sends and hands over the wire form, see codec.ts */
    const Command: new (input: never) => object = COMMANDS[operation];
    signals.give(input, inner.signal);
    const sending: Promise<unknown> = client.send(new Command(input as never) as never);
    /* eslint-enable @typescript-eslint/consistent-type-assertions */
    sending.then(
      (output) => {
        done();
        resolve(bodyOf(output));
      },
      (error: unknown) => {
        done();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
