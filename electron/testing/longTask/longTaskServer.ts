import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { z } from 'zod';
import { answerOf, eventJson, metaJson, type LongTask } from './longTask.ts';
import { inTextOrder } from './textOrder.ts';

/** The table of the one task that such a server has. */
export const LONG_TABLE = 'long';

/** Items in a page where none are asked for. */
const PAGE = 3000;

const text = z.object({ S: z.string() });
const keyShape = z.object({ PK: text, SK: text });

/** The requests that a reader of tasks makes, as far as they matter here. */
const requestShape = z.object({
  Key: keyShape.optional(),
  RequestItems: z.record(z.string(), z.object({ Keys: z.array(keyShape) })).optional(),
  KeyConditionExpression: z.string().optional(),
  ExpressionAttributeValues: z.record(z.string(), text).optional(),
  ScanIndexForward: z.boolean().optional(),
  Limit: z.number().optional(),
  Segment: z.number().optional(),
  ExclusiveStartKey: keyShape.optional(),
});

const keyOf = (seq: number): string => `EVENT#${String(seq).padStart(4, '0')}`;

const describe = {
  Table: {
    TableName: LONG_TABLE,
    TableStatus: 'ACTIVE',
    ItemCount: 0,
    KeySchema: [
      { AttributeName: 'PK', KeyType: 'HASH' },
      { AttributeName: 'SK', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: ['PK', 'SK'].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
  },
};

const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

/** Answers requests about one task by making its items up. */
function answerer(task: LongTask): (operation: string, body: string) => Uint8Array {
  const order = inTextOrder(task.events);
  const itemAt = (place: number): string => {
    const seq = order[place];
    return seq === undefined ? metaJson(task) : eventJson(task, seq);
  };
  const keyAt = (place: number): string => {
    const seq = order[place];
    return seq === undefined ? 'META' : keyOf(seq);
  };
  /** The first place whose key is at least `key`, or behind it. The projection comes last. */
  const placeOf = (key: string, behind: boolean): number => {
    let [low, high] = [0, order.length + 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const here = keyAt(middle);
      if (here > key || (here === key && !behind)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const itemOf = (key: string): string | undefined => {
    const place = placeOf(key, false);
    return place <= order.length && keyAt(place) === key ? itemAt(place) : undefined;
  };

  const query = (request: z.infer<typeof requestShape>): Uint8Array => {
    const { KeyConditionExpression: condition = '', ExpressionAttributeValues: values = {} } = request;
    const low = values[':low']?.S ?? values[':prefix']?.S;
    const high = values[':high']?.S ?? (condition.includes('begins_with') ? `${low ?? ''}\uffff` : undefined);
    let from = low === undefined ? 0 : placeOf(low, false);
    let to = high === undefined ? order.length + 1 : placeOf(high, true);
    const start = request.ExclusiveStartKey?.SK.S;
    const limit = request.Limit ?? PAGE;
    const isBackward = request.ScanIndexForward === false;
    if (start !== undefined && isBackward) to = placeOf(start, false);
    if (start !== undefined && !isBackward) from = placeOf(start, true);
    const count = Math.max(0, Math.min(limit, to - from));
    const places = Array.from({ length: count }, (_, index) => (isBackward ? to - 1 - index : from + index));
    const last = places[count - 1];
    const more = last !== undefined && count < to - from;
    return answerOf(
      places.map(itemAt),
      more ? { PK: { S: `TASK#${task.task}` }, SK: { S: keyAt(last) } } : undefined,
    );
  };

  return (operation, body) => {
    const request = requestShape.parse(JSON.parse(body));
    switch (operation) {
      case 'ListTables':
        return json({ TableNames: [LONG_TABLE] });
      case 'DescribeTable':
        return json(describe);
      case 'DescribeTimeToLive':
        return json({ TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } });
      case 'Query':
        return query(request);
      case 'GetItem': {
        const item = itemOf(request.Key?.SK.S ?? '');
        return Buffer.from(item === undefined ? '{}' : `{"Item":${item}}`);
      }
      case 'BatchGetItem': {
        const keys = Object.values(request.RequestItems ?? {}).flatMap(({ Keys }) => Keys);
        const items = keys.flatMap(({ SK }) => itemOf(SK.S) ?? []);
        return Buffer.from(`{"Responses":{"${LONG_TABLE}":[${items.join(',')}]},"UnprocessedKeys":{}}`);
      }
      // A reader of the whole table is not what this is for: it finds the ends of the task.
      case 'Scan':
        return answerOf((request.Segment ?? 0) === 0 ? [eventJson(task, 1), metaJson(task)] : []);
      default:
        return json({});
    }
  };
}

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.once('end', () => resolve(Buffer.concat(parts).toString()));
    request.once('error', reject);
  });
}

/** A server that runs. */
export interface LongTaskServer {
  readonly endpoint: string;
  /** Answers the pages that are held back, and all that come. */
  readonly release: () => void;
  readonly close: () => Promise<void>;
}

/** Whether it asks for the part of the table that the task is in, among others. */
const readsTable = (operation: string, body: string): boolean =>
  operation === 'Scan' && body.includes('"Segment":0');

/** Whether it asks for a page of the stream from its beginning on. */
const readsForward = (operation: string, body: string): boolean =>
  operation === 'Query' && !body.includes('"ScanIndexForward":false');

/**
 * A DynamoDB with one table and one task in it, whose items are made up as they are asked for: a task of any length, in
 * no time, and no engine's own time in what is measured. Nothing can be written. So that a reader is surely seen at its
 * reading, `pages`: after so many pages of the stream others are held back until `release`; `holdsTable`: the part of the
 * table is that the task is in, though not of its samples.
 */
export async function startLongTaskServer(
  task: LongTask,
  {
    pages = Number.POSITIVE_INFINITY,
    holdsTable = false,
  }: { readonly pages?: number; readonly holdsTable?: boolean } = {},
): Promise<LongTaskServer> {
  const answer = answerer(task);
  let given = 0;
  let release = (): void => undefined;
  const released = new Promise<void>((done) => {
    release = done;
  });
  const server = createServer((request, response) => {
    void bodyOf(request).then(async (body) => {
      const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
      if (readsForward(operation, body)) {
        given += 1;
        if (given > pages) await released;
      }
      if (holdsTable && readsTable(operation, body)) await released;
      // The name by which DynamoDB Local is known: pages then come in the sizes that suit a local server.
      response.writeHead(200, { 'Content-Type': 'application/x-amz-json-1.0', Server: 'Jetty' });
      response.end(answer(operation, body));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    release,
    async close() {
      release();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
