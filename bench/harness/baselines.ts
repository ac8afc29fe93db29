import { QueryCommand, type QueryCommandOutput } from '@aws-sdk/lib-dynamodb';
import { Agent, request } from 'node:http';
import type { Dynamo } from '../../electron/dynamo/dynamo.ts';
import { peekLastKey } from '../../electron/pages/lastKey.ts';
import { LOCAL_RANGE, rangesOf } from '../../electron/stores/taskEvents/keyRanges.ts';
import { documentClient } from './documentClient.ts';
import { timed } from './measure.ts';
import type { LongTask } from './seed.ts';

/** Milliseconds to the last page, and what came. */
export interface Reading {
  readonly all: number;
  readonly events: number;
  readonly bytes: number;
}

const query = ({ table, task }: LongTask, startKey?: QueryCommandOutput['LastEvaluatedKey']): QueryCommand =>
  new QueryCommand({
    TableName: table,
    KeyConditionExpression: 'PK = :pk AND begins_with(SK, :prefix)',
    ExpressionAttributeValues: { ':pk': `TASK#${task}`, ':prefix': 'EVENT#' },
    ExclusiveStartKey: startKey,
  });

/** What a program without further thought does: the SDK's document client, page after page of `Query`. */
export async function readWithSdk(endpoint: string, task: LongTask): Promise<Reading> {
  const client = documentClient(endpoint);
  const start = performance.now();
  let events = 0;
  let startKey: QueryCommandOutput['LastEvaluatedKey'];
  do {
    const page: QueryCommandOutput = await client.send(query(task, startKey));
    events += page.Items?.length ?? 0;
    startKey = page.LastEvaluatedKey;
  } while (startKey !== undefined);
  const all = performance.now() - start;
  client.destroy();
  return { all, events, bytes: 0 };
}

/** Milliseconds until that client has the first page. */
export async function firstPageWithSdk(endpoint: string, task: LongTask): Promise<number> {
  const client = documentClient(endpoint);
  const elapsed = await timed(() => client.send(query(task)));
  client.destroy();
  return elapsed;
}

/** Asks for one page and gives its bytes. */
type Ask = (body: object) => Promise<Buffer>;

const asker =
  (endpoint: string, agent: Agent): Ask =>
  (body) =>
    new Promise((resolve, reject) => {
      const headers = {
        'Content-Type': 'application/x-amz-json-1.0',
        'X-Amz-Target': 'DynamoDB_20120810.Query',
        'X-Amz-Date': '20260101T000000Z',
        Authorization:
          'AWS4-HMAC-SHA256 Credential=bench/20260101/local/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0',
      };
      request(endpoint, { method: 'POST', agent, headers }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.once('end', () => {
          const whole = Buffer.concat(parts);
          if (answer.statusCode === 200) resolve(whole);
          else reject(new Error(whole.toString()));
        });
        answer.once('error', reject);
      })
        .once('error', reject)
        .end(JSON.stringify(body));
    });

/** Requests under way at a time, as the product has them. */
const IN_FLIGHT = 4;

/** Items of a page, as the product asks for them. */
const LIMIT = 4000;

/** The ranges as the product asks for them by its client, received and thrown away unread: what its reader adds to. */
export async function readRanges(dynamo: Dynamo, { table, task, events }: LongTask): Promise<Reading> {
  const ranges = rangesOf(task, events, LOCAL_RANGE);
  const requests = ranges.map((range) => ({ table, consistent: true, limit: LIMIT, ...range }));
  const start = performance.now();
  let bytes = 0;
  for await (const { body } of dynamo.rawQueryRanges(requests)) bytes += body.byteLength;
  return { all: performance.now() - start, events: 0, bytes };
}

/** The same without the SDK, over plain HTTP and unsigned: what no reader can beat. */
export async function readBare(endpoint: string, { table, task, events }: LongTask): Promise<Reading> {
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
  const ask = asker(endpoint, agent);
  const waiting = [...rangesOf(task, events, LOCAL_RANGE)];
  const start = performance.now();
  let bytes = 0;
  const lane = async (): Promise<void> => {
    for (let range = waiting.shift(); range !== undefined; range = waiting.shift()) {
      let startKey: unknown;
      do {
        const body = await ask({
          TableName: table,
          KeyConditionExpression: range.keyCondition,
          ExpressionAttributeValues: range.values,
          ConsistentRead: true,
          Limit: LIMIT,
          ...(startKey === undefined ? {} : { ExclusiveStartKey: startKey }),
        });
        bytes += body.byteLength;
        startKey = peekLastKey(body);
      } while (startKey !== undefined);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  agent.destroy();
  return { all: performance.now() - start, events: 0, bytes };
}
