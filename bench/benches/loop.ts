import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Services } from '../../electron/hostServices.ts';
import type { Bench } from '../harness/bench.ts';
import type { Figure } from '../harness/figures.ts';
import { inTurns } from '../harness/measure.ts';
import { openOnce } from '../harness/openOnce.ts';
import { LONG_TASKS, SHOP, type LongTask } from '../harness/seed.ts';
import { CONNECTION, withServices } from '../harness/services.ts';

const ROUNDS = 3;

/** 99th percentile and maximum of how late this process comes to its next turn while `work` runs, in ms. */
async function delays(work: () => Promise<void>): Promise<{ readonly p99: number; readonly max: number }> {
  const monitor = monitorEventLoopDelay({ resolution: 1 });
  monitor.enable();
  await work();
  monitor.disable();
  return { p99: monitor.percentile(99) / 1e6, max: monitor.max / 1e6 };
}

/** Reads a table's tasks as the list does. */
async function listOnce(services: Services): Promise<void> {
  const closing = new AbortController();
  const listener = {
    signal: closing.signal,
    emit: ({ phase }: { readonly phase: string }): Promise<void> => {
      if (phase === 'ready') closing.abort();
      return Promise.resolve();
    },
  };
  try {
    await services.taskLists.open({ connection: CONNECTION, table: SHOP }, listener);
  } catch (error) {
    if (!closing.signal.aborted) throw error;
  }
}

const idle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2000));

async function figuresOf(services: Services, long: LongTask): Promise<readonly Figure[]> {
  const named = async (name: 'idle' | 'list' | 'open', work: () => Promise<void>) => {
    const { p99, max } = await delays(work);
    return { [`${name}P99`]: p99, [`${name}Max`]: max };
  };
  const value = await inTurns(ROUNDS, [
    () => named('idle', idle),
    () => named('list', () => listOnce(services)),
    () => named('open', () => openOnce(services, long)),
  ]);
  const figure = (name: string, at: string, share: 'P99' | 'Max'): Figure => ({
    name: `event loop late while ${name}: ${share === 'P99' ? 'p99' : 'longest'}`,
    value: value(at + share),
    unit: 'ms',
    against: { name: 'idle', value: value(`idle${share}`) },
    goal: { limit: 50 },
  });
  const opening = `a task of ${long.label} events is read`;
  return [
    figure('a table of 20,000 items is read', 'list', 'P99'),
    figure('a table of 20,000 items is read', 'list', 'Max'),
    figure(opening, 'open', 'P99'),
    figure(opening, 'open', 'Max'),
  ];
}

/** How long the host's main thread is busy at a stretch while it reads (DESIGN: under 50 ms). */
export const loop: Bench = ({ dataFolder }) =>
  withServices(dataFolder, async (services) => {
    const long = LONG_TASKS[LONG_TASKS.length - 1];
    return long === undefined ? [] : figuresOf(services, long);
  });
