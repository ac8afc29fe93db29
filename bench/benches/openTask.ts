import type { Services } from '../../electron/services.ts';
import { readRaw, readWithSdk } from '../harness/baselines.ts';
import type { Bench } from '../harness/bench.ts';
import type { Figure } from '../harness/figures.ts';
import { inTurns } from '../harness/measure.ts';
import { openOnce } from '../harness/openOnce.ts';
import { LONG_TASKS, type LongTask } from '../harness/seed.ts';
import { CONNECTION, withServices } from '../harness/services.ts';

const ROUNDS = 3;
const NO_FILTER = { types: [], text: '', regex: false };

/** Opens a task through the services: until the last rows and a summary are there, and until all is read and judged. */
async function openWithServices(
  services: Services,
  task: LongTask,
): Promise<{ readonly first: number; readonly all: number }> {
  const start = performance.now();
  let first = 0;
  let all = 0;
  await openOnce(services, task, async ({ handle, phase, events }) => {
    if (events === 0) return;
    if (first !== 0 && phase !== 'ready') return;
    const session = services.openTasks.session(handle);
    const [page, summary] = await Promise.all([
      session.events(NO_FILTER, { from: Math.max(0, events - 60), to: events }),
      session.summary(),
    ]);
    const elapsed = performance.now() - start;
    if (first === 0) first = elapsed;
    if (phase !== 'ready') return;
    all = elapsed;
    const right = summary.complete && summary.drift === null && page.total === task.events;
    if (!right) throw new Error(`${task.task} was not read as it was written.`);
  });
  return { first, all };
}

async function figuresOf(services: Services, task: LongTask): Promise<readonly Figure[]> {
  const endpoint = await services.connections.use(CONNECTION, (dynamo) => Promise.resolve(dynamo.endpoint));
  let bytes = 0;
  const value = await inTurns(ROUNDS, [
    async () => {
      const { first, all } = await openWithServices(services, task);
      return { first, all };
    },
    async () => {
      const sdk = await readWithSdk(endpoint, task);
      if (sdk.events !== task.events) throw new Error(`The SDK read ${sdk.events} events of ${task.task}.`);
      return { sdkFirst: sdk.first, sdkAll: sdk.all };
    },
    async () => {
      const raw = await readRaw(endpoint, task);
      bytes = raw.bytes;
      return { rawFirst: raw.first, rawAll: raw.all };
    },
  ]);
  const of = `open ${task.label} events`;
  const first = { value: value('first'), unit: 'ms' } as const;
  const all = { value: value('all'), unit: 'ms' } as const;
  return [
    {
      name: `${of}: last rows and summary`,
      ...first,
      against: { name: 'first page of the document client', value: value('sdkFirst') },
      goal: { ratio: 0.05 },
    },
    {
      name: `${of}: read, replayed and judged`,
      ...all,
      against: { name: 'plain pages of the document client, not replayed', value: value('sdkAll') },
      goal: { ratio: 1 },
    },
    {
      name: `${of}: read, replayed and judged`,
      ...all,
      against: { name: 'the same ranges, bytes only', value: value('rawAll') },
      goal: { ratio: 1.25 },
    },
    { name: `${of}: bytes on the wire`, value: bytes / 1e6, unit: 'MB' },
  ];
}

/** Opening long tasks on the embedded engine, through the services that the window stands on. */
export const openTask: Bench = ({ dataFolder }) =>
  withServices(dataFolder, async (services) => {
    const figures: Figure[] = [];
    for (const task of LONG_TASKS) figures.push(...(await figuresOf(services, task)));
    return figures;
  });
