import { connectDynamo } from '../../electron/dynamo/client.ts';
import type { Dynamo } from '../../electron/dynamo/dynamo.ts';
import {
  startTestEngine,
  testEngineUnavailable,
  type TestEngineKind,
} from '../../electron/engine/testEngine.ts';
import { firstPageWithSdk, readBare, readRanges, readWithSdk } from '../harness/baselines.ts';
import type { Bench } from '../harness/bench.ts';
import type { Figure } from '../harness/figures.ts';
import { inTurns } from '../harness/measure.ts';
import { LONG_TASKS, writeLongTask, type LongTask } from '../harness/seed.ts';
import { createTaskOpener, type TaskOpener } from '../harness/taskOpener.ts';

const FIRSTS = 9;
const WHOLES = 7;
/** Rounds against the plain pages, which are slow on DynamoDB Local. */
const PLAIN = 3;

/** The goal for everything of a task was set for one of 100,000 events. */
const LONG = 100_000;

/** A page without a limit makes DynamoDB Local hold the rest of the task. */
const ROOMY = { javaHeap: '4g' } as const;

async function figuresOf(
  kind: TestEngineKind,
  dynamo: Dynamo,
  endpoint: string,
  tasks: TaskOpener,
  task: LongTask,
): Promise<readonly Figure[]> {
  const firsts = await inTurns(FIRSTS, [
    async () => ({ ours: await tasks.first(task) }),
    async () => ({ sdk: await firstPageWithSdk(endpoint, task) }),
  ]);
  let bytes = 0;
  const wholes = await inTurns(WHOLES, [
    async () => ({ ours: await tasks.all(task) }),
    async () => {
      const raw = await readRanges(dynamo, task);
      bytes = raw.bytes;
      return { raw: raw.all };
    },
    async () => ({ bare: (await readBare(endpoint, task)).all }),
  ]);
  const plain = await inTurns(PLAIN, [
    async () => ({ ours: await tasks.all(task) }),
    async () => {
      const sdk = await readWithSdk(endpoint, task);
      if (sdk.events !== task.events) throw new Error(`The SDK read ${sdk.events} events of ${task.task}.`);
      return { sdk: sdk.all };
    },
  ]);
  const of = `${kind}, open ${task.label} events`;
  const all = { name: `${of}: read, replayed and judged`, unit: 'ms' } as const;
  return [
    {
      name: `${of}: last rows and summary`,
      value: firsts('ours'),
      unit: 'ms',
      against: { name: 'first page of the document client', value: firsts('sdk') },
      goal: { ratio: 0.05 },
    },
    {
      ...all,
      value: plain('ours'),
      against: { name: 'plain pages of the document client, not replayed', value: plain('sdk') },
      goal: { ratio: 1 },
    },
    {
      ...all,
      value: wholes('ours'),
      against: { name: 'the same ranges, bytes only', value: wholes('raw') },
      ...(task.events === LONG ? { goal: { ratio: 1.25 } } : {}),
    },
    {
      ...all,
      value: wholes('ours'),
      against: { name: 'the same over plain HTTP, unsigned, bytes only', value: wholes('bare') },
    },
    { name: `${of}: bytes on the wire`, value: bytes / 1e6, unit: 'MB' },
  ];
}

async function onEngine(kind: TestEngineKind): Promise<readonly Figure[]> {
  const engine = await startTestEngine(kind, ROOMY);
  const dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint, region: 'local' });
  const tasks = createTaskOpener(dynamo);
  try {
    const figures: Figure[] = [];
    for (const task of LONG_TASKS) {
      await writeLongTask(dynamo, task);
      figures.push(...(await figuresOf(kind, dynamo, engine.endpoint, tasks, task)));
    }
    return figures;
  } finally {
    await tasks.close();
    dynamo.close();
    await engine.stop();
  }
}

/** Opening long tasks as the host does for a window. */
export const openTask: Bench = async ({ say }) => {
  const figures: Figure[] = [];
  for (const kind of ['dynoxide', 'dynamodb-local'] as const) {
    const missing = testEngineUnavailable(kind);
    if (missing === undefined) figures.push(...(await onEngine(kind)));
    else say(`${kind} is left out: ${missing}`);
  }
  return figures;
};
