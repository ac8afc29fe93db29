import type { CDPSession } from '@playwright/test';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { readBare } from '../harness/baselines.ts';
import type { Bench } from '../harness/bench.ts';
import type { Figure } from '../harness/figures.ts';
import { painted } from '../harness/paints.ts';
import { LONG_TASKS, SHOP } from '../harness/seed.ts';
import { CONNECTION, withServices } from '../harness/services.ts';
import { goTo, inEachWindow, type BenchWindow } from '../harness/windows.ts';

const run = promisify(execFile);

interface Resident {
  /** Megabytes. */
  readonly host: number;
  readonly window: number;
  /** Megabytes of JavaScript values alive in the window. */
  readonly heap: number;
}

async function residentOf(pids: readonly number[]): Promise<number> {
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', pids.join(',')]);
  const kilobytes = stdout.split('\n').reduce((sum, line) => sum + Number(line.trim()), 0);
  return (kilobytes * 1024) / 1e6;
}

const heapSchema = z.object({ usedSize: z.number() });

/** Memory once it has come to rest: until three looks in a row, half a second apart, show no fall. */
async function atRest(window: BenchWindow, session: CDPSession): Promise<Resident> {
  let best = Number.POSITIVE_INFINITY;
  for (let still = 0; still < 3; still += 1) {
    await session.send('HeapProfiler.collectGarbage');
    await new Promise((resolve) => setTimeout(resolve, 500));
    const now = await residentOf([window.hostPid, ...(await window.windowPids())]);
    if (now < best * 0.99) still = 0;
    best = Math.min(best, now);
  }
  return {
    host: await residentOf([window.hostPid]),
    window: await residentOf(await window.windowPids()),
    heap: heapSchema.parse(await session.send('Runtime.getHeapUsage')).usedSize / 1e6,
  };
}

async function wireBytes(dataFolder: string): Promise<readonly number[]> {
  return withServices(dataFolder, async ({ connections }) => {
    const endpoint = await connections.use(CONNECTION, (dynamo) => Promise.resolve(dynamo.endpoint));
    const sizes: number[] = [];
    for (const task of LONG_TASKS) sizes.push((await readBare(endpoint, task)).bytes / 1e6);
    return sizes;
  });
}

async function figuresOf(window: BenchWindow, wire: readonly number[]): Promise<readonly Figure[]> {
  const { kind, page } = window;
  const session = await page.context().newCDPSession(page);
  const figures: Figure[] = [];
  const tell = (when: string, { host, window: shown, heap }: Resident, megabytes?: number): void => {
    const against =
      megabytes === undefined ? {} : { against: { name: 'the task on the wire', value: megabytes } };
    figures.push(
      { name: `${kind}, ${when}: host resident`, value: host, unit: 'MB', ...against },
      { name: `${kind}, ${when}: window resident`, value: shown, unit: 'MB' },
      { name: `${kind}, ${when}: window’s live values`, value: heap, unit: 'MB' },
    );
  };
  const shop = async (): Promise<Resident> => {
    await goTo(page, { connection: CONNECTION, table: SHOP });
    await painted(page, 'list');
    return atRest(window, session);
  };
  tell('no task open', await shop());
  for (const [index, { table, task, label }] of LONG_TASKS.entries()) {
    await goTo(page, { connection: CONNECTION, table, task });
    await painted(page, 'verdict');
    tell(`${label} events open`, await atRest(window, session), wire[index]);
  }
  tell('closed again', await shop());
  await session.detach();
  return figures;
}

/** What host and window hold in memory with a long task open, against the task's own size. */
export const memory: Bench = async ({ dataFolder, runtimes }) => {
  const wire = await wireBytes(dataFolder);
  return inEachWindow(runtimes, dataFolder, (window) => figuresOf(window, wire));
};
