import { busyMoment, DAY, dayOf, HOUR, MINUTE, SECOND } from './clock.ts';
import { honestTask, type DemoTask } from './demoTask.ts';
import { createDraft } from './draft.ts';
import { tellLife, type Fate } from './life.ts';
import { createOrder, type Order } from './order.ts';
import type { TaskKind } from './plan.ts';
import { plantedTasks } from './planted/index.ts';
import { planFor } from './plans.ts';
import { createRandom, type Random } from './random.ts';
import { deadLetters, idempotencyRecords } from './records.ts';

/** What the demonstration data is made from; the same options always give the same data. */
export interface ShopOptions {
  readonly seed: string;
  /** How many ordinary tasks. */
  readonly tasks: number;
  /** About how many events an ordinary task has; 20 unless told. */
  readonly events?: number | undefined;
  /** Whether the tasks of `PLANTED` come as well. */
  readonly faults: boolean;
  /** Epoch milliseconds at which the data ends: nothing in it lies later. */
  readonly now: number;
}

/** How many ordinary tasks there are unless told. */
export const DEFAULT_TASKS = 400;
/** About how many events an ordinary task has unless told. */
export const DEFAULT_EVENTS = 20;
/** The seed unless told. */
export const DEFAULT_SEED = '1';

/** How far back the shop's history reaches. */
const HISTORY_MS = 36 * DAY;

interface Job {
  readonly order: Order;
  readonly kind: TaskKind;
  readonly startMs: number;
  readonly isLive: boolean;
}

/** An order's tasks, each some time after the one that set it going. */
function jobsOf(order: Order, startMs: number, isLive: boolean, random: Random, now: number): Job[] {
  const after = (ms: number): number =>
    Math.min(startMs + Math.round(random.logNormal(ms, 0.5)), now - SECOND);
  const jobs: Job[] = [
    { order, kind: 'ord', startMs, isLive },
    { order, kind: 'pay', startMs: after(8 * SECOND), isLive },
  ];
  if (random.chance(0.75))
    jobs.push({ order, kind: 'ship', startMs: after(isLive ? MINUTE : 50 * MINUTE), isLive });
  if (random.chance(0.45)) jobs.push({ order, kind: 'mail', startMs: after(20 * SECOND), isLive });
  if (!isLive && random.chance(0.16)) {
    const returned = startMs + Math.round(random.logNormal(6 * DAY, 0.4));
    if (returned < now - HOUR) jobs.push({ order, kind: 'refund', startMs: returned, isLive });
  }
  return jobs;
}

/** The shop's jobs, oldest first: most of them spread over the weeks, some minutes or seconds old. */
function planJobs({ tasks, now }: ShopOptions, random: Random): Job[] {
  const jobs: Job[] = [];
  const live = Math.min(24, Math.ceil(tasks * 0.05));
  for (let index = 0; jobs.length < tasks; index += 1) {
    // Every order has chance of its own, since how many draws one takes depends on the time of day.
    const own = random.fork(`order-${index}`);
    const isLive = jobs.length < live;
    const startMs = isLive
      ? now - Math.round(own.fork('start').logNormal(4 * MINUTE, 1.1)) - SECOND
      : busyMoment(own.fork('start'), now - HISTORY_MS, now - HOUR);
    const room = tasks - jobs.length;
    const order = createOrder(own.fork('order'), String(10_000 + index * 3 + own.int(0, 2)));
    jobs.push(...jobsOf(order, startMs, isLive, own.fork('jobs'), now).slice(0, room));
  }
  return jobs.sort((a, b) => a.startMs - b.startMs);
}

function fateOf(job: Job, random: Random, now: number): Fate {
  const age = now - job.startMs;
  const roll = random.next();
  if (!job.isLive && age > 2 * DAY && age < 9 * DAY && roll > 0.94) {
    return random.pick(['stuck-pending', 'stuck-running', 'stuck-retrying']);
  }
  if (roll < 0.06) return 'cancelled';
  if (roll < 0.1) return 'dead-lettered';
  if (roll < 0.12) return 'redriven';
  return 'succeeds';
}

function failuresFor(fate: Fate, most: number, random: Random): number {
  switch (fate) {
    case 'dead-lettered':
    case 'redriven':
      return most;
    case 'stuck-retrying':
      return random.int(1, most);
    case 'succeeds':
      return random.chance(0.2) ? random.int(1, most - 1) : 0;
    case 'cancelled':
    case 'stuck-pending':
    case 'stuck-running':
      return 0;
  }
}

function ordinaryTask(job: Job, taskId: string, options: ShopOptions): DemoTask {
  // Not of its id, which holds the day: whenever the shop is made, the same orders go the same way.
  const random = createRandom(`${options.seed}/${job.order.number}/${job.kind}`);
  const plan = planFor(job.kind, job.order, random);
  const fate = fateOf(job, random, options.now);
  const average = options.events ?? DEFAULT_EVENTS;
  const cause = job.kind === 'ord' ? undefined : `order-${job.order.number}`;
  const draft = createDraft(taskId, job.startMs, `order-${job.order.number}`, cause);
  tellLife(
    draft,
    {
      plan,
      fate,
      failures: failuresFor(fate, plan.maxAttempts, random),
      events: Math.min(average * 6, random.logNormal(average * 0.9, 0.55)),
    },
    random,
  );
  const events = draft.events.filter((event) => Date.parse(event.at) <= options.now);
  return honestTask(taskId, events, {
    others: [
      ...idempotencyRecords(taskId, events, random, options.now),
      ...deadLetters(taskId, plan, events, random),
    ],
  });
}

/**
 * The tasks of an order-processing shop over five weeks up to `now`, oldest first, the planted ones at the end.
 * Lazy: one task is in memory at a time.
 */
export function* generateShop(options: ShopOptions): Generator<DemoTask, void, undefined> {
  const random = createRandom(options.seed);
  const counters = new Map<string, number>();
  for (const job of planJobs(options, random)) {
    const prefix = `${job.kind}-${dayOf(job.startMs)}`;
    const count = (counters.get(prefix) ?? 0) + 1;
    counters.set(prefix, count);
    yield ordinaryTask(job, `${prefix}-${String(count).padStart(4, '0')}`, options);
  }
  if (options.faults) yield* plantedTasks(options);
}
