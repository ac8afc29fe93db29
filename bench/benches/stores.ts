import { connectDynamo } from '../../electron/dynamo/client.ts';
import type { Dynamo } from '../../electron/dynamo/dynamo.ts';
import { startTestEngine } from '../../electron/engine/testEngine.ts';
import { LAYOUT_TABLES } from '../../electron/layouts/definitions.ts';
import { dynamoTaskEventStore } from '../../electron/stores/taskEvents/dynamoTaskEventStore.ts';
import { eventKey, keyOf, META_KEY } from '../../electron/stores/taskEvents/keys.ts';
import { encodeEvent } from '../../electron/stores/taskEvents/taskItems.ts';
import { dynamoRecordTable } from '../../electron/stores/taskRecords/dynamoRecordTable.ts';
import type { AttributeMap } from '../../shared/model/attributeValue.ts';
import type { Bench } from '../harness/bench.ts';
import type { Figure } from '../harness/figures.ts';
import { farAway } from '../harness/farAway.ts';
import { liveHeap } from '../harness/liveHeap.ts';
import { inTurns, timed } from '../harness/measure.ts';
import { sdkCalls, type SdkCalls } from '../harness/sdkCalls.ts';

const ROUNDS = 7;
/** Calls of one kind in one round, one after the other. */
const CALLS = 400;
const EVENTS = 100;
const BATCHED = 2_000;
const MANY = 100_000;
/** How far away a server is made to seem, in milliseconds each way: about a region's own network and DynamoDB's work. */
const AWAY_MS = 3;
const TASKS = 'tasks';
const RECORDS = 'task_records';

const event = (seq: number) => ({
  type: 'TaskProgressed',
  at: '2026-11-21T10:00:00.000Z',
  data: { progress: { N: String(seq) }, message: { S: 'rows imported and checked against the catalogue' } },
  actor: 'bench',
});

const itemOf = (task: string, seq: number): AttributeMap =>
  encodeEvent(task, eventKey(seq), event(seq), `bench-${seq}`);

/** Microseconds for one of `count` calls made one after the other. */
async function each(count: number, call: (index: number) => Promise<unknown>): Promise<number> {
  const ms = await timed(async () => {
    for (let index = 0; index < count; index += 1) await call(index);
  });
  return (1000 * ms) / count;
}

let named = 0;
const newName = (): string => `bench-${(named += 1)}`;

/** Our way and the SDK's for each kind of call; every round works on tasks and records of its own. */
const waysOf = (dynamo: Dynamo, sdk: SdkCalls, history: string) => {
  const events = dynamoTaskEventStore(dynamo, { table: TASKS });
  const records = dynamoRecordTable(dynamo, { table: RECORDS });
  const data = JSON.stringify({ title: 'Import the catalogue', progress: 42 });
  return [
    async () => {
      const task = newName();
      return { append: await each(CALLS, (index) => events.appendEvent(task, event(index), index + 1)) };
    },
    async () => {
      const task = newName();
      return { sdkAppend: await each(CALLS, (index) => sdk.append(TASKS, itemOf(task, index + 1))) };
    },
    async () => {
      const key = `owner:${newName()}`;
      return { cas: await each(CALLS, (index) => records.putIfVersion(key, data, index)) };
    },
    async () => {
      const key = { PK: { S: 'OWNER#owner' }, SK: { S: `TASK#${newName()}` } };
      return { sdkCas: await each(CALLS, (index) => sdk.putIfVersion(RECORDS, key, data, index)) };
    },
    async () => ({
      get: await each(CALLS, (index) =>
        dynamo.getItem({
          table: TASKS,
          key: keyOf(history, eventKey((index % EVENTS) + 1)),
          consistent: true,
        }),
      ),
    }),
    async () => ({
      sdkGet: await each(CALLS, (index) => sdk.get(TASKS, keyOf(history, eventKey((index % EVENTS) + 1)))),
    }),
    async () => ({ query: await each(CALLS / 4, () => events.getTaskEvents(history)) }),
    async () => ({ sdkQuery: await each(CALLS / 4, () => sdk.query(TASKS, history)) }),
  ];
};

const batchOf = (name: string): readonly AttributeMap[] =>
  Array.from({ length: BATCHED }, (_, index) => itemOf(name, index + 1));

/** Our batches, several in flight, and the SDK's, one after the other. */
const batchWaysOf = (dynamo: Dynamo, sdk: SdkCalls) => [
  async () => {
    const members = batchOf(newName()).map((put) => ({ put }));
    const ms = await timed(async () => {
      const { leftovers } = await dynamo.batchWrite(TASKS, members);
      if (leftovers.length > 0) throw new Error(`${leftovers.length} items were left over.`);
    });
    return { batch: (1000 * ms) / BATCHED };
  },
  async () => {
    const items = batchOf(newName());
    return { sdkBatch: (1000 * (await timed(() => sdk.writeInBatches(TASKS, items)))) / BATCHED };
  },
];

/** Batches to the engine on this computer, which works on one request at a time, and to one that is further away. */
async function batchFigures(near: Dynamo, sdk: SdkCalls, endpoint: string): Promise<readonly Figure[]> {
  const far = await farAway(endpoint, AWAY_MS);
  const farDynamo = connectDynamo(
    { kind: 'endpoint', endpoint: far.endpoint, region: 'local' },
    { serverKind: 'dynoxide' },
  );
  const farSdk = sdkCalls(far.endpoint);
  try {
    const here = await inTurns(ROUNDS, batchWaysOf(near, sdk));
    const there = await inTurns(ROUNDS, batchWaysOf(farDynamo, farSdk));
    const figure = (name: string, value: (name: string) => number): Figure => ({
      name,
      value: value('batch'),
      unit: 'µs',
      against: { name: 'a loop of the SDK’s BatchWriteItem', value: value('sdkBatch') },
    });
    return [
      figure('write an item in batches, engine on this computer', here),
      // A throughput of at least 1.5 is at most 1/1.5 of the time.
      { ...figure(`write an item in batches, engine ${AWAY_MS} ms away`, there), goal: { ratio: 0.67 } },
    ];
  } finally {
    farSdk.close();
    farDynamo.close();
    far.close();
  }
}

/** Values alive after a warm-up and after many calls of every kind; a leak of 100 bytes a call would show as 10 MB. */
async function memoryFigures(dynamo: Dynamo): Promise<readonly Figure[]> {
  const events = dynamoTaskEventStore(dynamo, { table: TASKS });
  const records = dynamoRecordTable(dynamo, { table: RECORDS });
  const work = async (count: number): Promise<void> => {
    let done = 0;
    const worker = async (): Promise<void> => {
      const task = newName();
      for (let seq = 1; done < count; seq += 1) {
        done += 4;
        await events.appendEvent(task, event(seq), seq);
        await records.putIfVersion(`memory:${task}`, '{}', seq - 1);
        await events.getProjection(task);
        await dynamo.getItem({ table: TASKS, key: keyOf(task, META_KEY) });
      }
    };
    await Promise.all(Array.from({ length: 16 }, worker));
  };
  await work(MANY / 10);
  const before = liveHeap();
  await work(MANY);
  const after = liveHeap();
  return [
    {
      name: `live values after ${MANY.toLocaleString('en')} calls`,
      value: after / 1e6,
      unit: 'MB',
      against: { name: `after ${(MANY / 10).toLocaleString('en')}`, value: before / 1e6 },
      goal: { ratio: 1.05 },
    },
  ];
}

/** The stores against the SDK’s own client making the same calls, on one engine in memory; both one at a time. */
export const stores: Bench = async () => {
  const engine = await startTestEngine('dynoxide');
  const target = { kind: 'endpoint', endpoint: engine.endpoint, region: 'local' } as const;
  const dynamo = connectDynamo(target, { serverKind: 'dynoxide' });
  const sdk = sdkCalls(engine.endpoint);
  try {
    for (const definition of [...LAYOUT_TABLES.task, ...LAYOUT_TABLES.record]) {
      await dynamo.createTable(definition);
    }
    const history = newName();
    const { leftovers } = await dynamo.batchWrite(
      TASKS,
      Array.from({ length: EVENTS }, (_, index) => ({ put: itemOf(history, index + 1) })),
    );
    if (leftovers.length > 0) throw new Error('The history was not written.');
    const value = await inTurns(ROUNDS, waysOf(dynamo, sdk, history));
    const figure = (name: string, ours: string, theirs: string, against: string, ratio: number): Figure => ({
      name,
      value: value(ours),
      unit: 'µs',
      against: { name: against, value: value(theirs) },
      goal: { ratio },
    });
    // A throughput of at least 0.9 is at most 1/0.9 of the time.
    const single = 1.11;
    return [
      figure('append an event', 'append', 'sdkAppend', 'the SDK’s PutItem', single),
      figure('compare and set a record', 'cas', 'sdkCas', 'the SDK’s UpdateItem', single),
      figure('get an item', 'get', 'sdkGet', 'the SDK’s GetItem', single),
      figure(`read ${EVENTS} events, decoded`, 'query', 'sdkQuery', 'the SDK’s Query, not decoded', single),
      ...(await batchFigures(dynamo, sdk, engine.endpoint)),
      ...(await memoryFigures(dynamo)),
    ];
  } finally {
    sdk.close();
    dynamo.close();
    await engine.stop();
  }
};
