import { HOUR, SECOND } from '../../electron/demo/clock.ts';
import { honestTask, type DemoTask } from '../../electron/demo/demoTask.ts';
import { createDraft } from '../../electron/demo/draft.ts';
import { itemsOf } from '../../electron/demo/items.ts';
import { createRandom } from '../../electron/demo/random.ts';
import { seedShop } from '../../electron/demo/seedShop.ts';
import { DEFAULT_TASKS } from '../../electron/demo/shop.ts';
import { decimal, fieldsOf, number, text } from '../../electron/demo/values.ts';
import { connectDynamo } from '../../electron/dynamo/client.ts';
import type { Dynamo } from '../../electron/dynamo/dynamo.ts';
import { startEngine } from '../../electron/engine/startEngine.ts';
import { TASK_TABLE } from '../../electron/layouts/definitions.ts';
import { ROOT } from './paths.ts';

/** A task alone in its table, with as many events as its size says. */
export interface LongTask {
  readonly table: string;
  readonly task: string;
  readonly events: number;
  /** How the figures name it. */
  readonly label: string;
}

/** The two long tasks that are opened. */
export const LONG_TASKS: readonly LongTask[] = [
  { table: 'long-12000', task: 'import-12000', events: 12_000, label: '12,000' },
  { table: 'long-100000', task: 'import-100000', events: 100_000, label: '100,000' },
];

/** The table of the demonstration shop: about 20,000 items. */
export const SHOP = 'tasks';

/** The same data in every run. */
const NOW = Date.UTC(2026, 0, 15, 12);

/** A task of `size` events as an import writes them: progress, a failure with its retry every 2,000. */
export function longTask({ task, events: size }: LongTask): DemoTask {
  const random = createRandom(`bench/${task}`);
  const draft = createDraft(task, NOW - 72 * HOUR, `corr-${task}`);
  draft.add('TaskCreated', 0, fieldsOf({ title: text(`Import of ${size} steps`) }), { actor: 'cron' });
  draft.add('TaskStarted', SECOND, fieldsOf({ worker: text('w-3') }), { actor: 'scheduler' });
  for (let index = 3; index < size; index += 1) {
    const delay = random.logNormal(1200, 0.6);
    const turn = index % 2000;
    if (turn === 1000) draft.add('TaskFailed', delay, fieldsOf({ error: text('connection reset') }));
    else if (turn === 1001) draft.add('TaskRetryScheduled', delay, fieldsOf({ delay_ms: number('5000') }));
    else if (turn === 1002) draft.add('TaskStarted', 5 * SECOND, fieldsOf({ worker: text('w-4') }));
    else {
      const progress = number(decimal(Math.floor((index / size) * 10_000)));
      draft.add('TaskProgressed', delay, fieldsOf({ progress, message: text(`rows up to ${index * 250}`) }), {
        actor: 'w-3',
      });
    }
  }
  draft.add('TaskSucceeded', SECOND, fieldsOf({ result: text('imported') }), { actor: 'w-3' });
  return honestTask(task, draft.events);
}

/** Writes by transactions of 100, the fastest way into the embedded engine. */
async function write(dynamo: Dynamo, table: string, task: DemoTask): Promise<void> {
  const items = itemsOf(task);
  for (let from = 0; from < items.length; from += 100) {
    const slice = items.slice(from, from + 100);
    const done = await dynamo.transactWrite(slice.map((item) => ({ kind: 'put', table, item })));
    if (done.outcome !== 'done') throw new Error(`Seeding ${table} failed.`);
  }
}

/** Writes a long task into a table of its own. */
export async function writeLongTask(dynamo: Dynamo, long: LongTask): Promise<void> {
  await dynamo.createTable({ ...TASK_TABLE, table: long.table });
  await write(dynamo, long.table, longTask(long));
}

/** Fills the embedded database of an empty data folder: the shop, and each long task in a table of its own. */
export async function seed(dataFolder: string): Promise<void> {
  const engine = await startEngine({ dataFolder, resolveFrom: [ROOT], log: () => undefined });
  const dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint(), region: 'local' });
  try {
    await dynamo.createTable({ ...TASK_TABLE, table: SHOP });
    await seedShop(dynamo, { table: SHOP, seed: 'bench', now: NOW, tasks: DEFAULT_TASKS, faults: true });
    for (const long of LONG_TASKS) await writeLongTask(dynamo, long);
  } finally {
    dynamo.close();
    await engine.stop();
  }
}
