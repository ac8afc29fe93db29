import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { CANCEL_REASONS, PEOPLE } from './catalogue.ts';
import { DAY, HOUR, MINUTE, SECOND } from './clock.ts';
import type { Draft } from './draft.ts';
import { failData, progressData } from './payloads.ts';
import type { TaskPlan } from './plan.ts';
import type { Random } from './random.ts';
import { fieldsOf, number, text } from './values.ts';

/** How a task's life goes; what lies after the end of the demonstration's time is cut off. */
export type Fate =
  | 'succeeds'
  | 'cancelled'
  | 'dead-lettered'
  | 'redriven'
  | 'stuck-pending'
  | 'stuck-running'
  | 'stuck-retrying';

/** A life to be told. */
export interface Life {
  readonly plan: TaskPlan;
  readonly fate: Fate;
  /** How many attempts fail before the last one; at least one more attempt follows. */
  readonly failures: number;
  /** About how many events the stream shall have. */
  readonly events: number;
}

const worker = (random: Random): string => `w-${random.int(1, 9)}`;

const startData = (name: string): AttributeMap => fieldsOf({ worker: text(name) });

/** Tells a whole life into `draft`, each move a legal one. */
export function tellLife(draft: Draft, life: Life, random: Random): void {
  const { plan, fate } = life;
  const step = (): number => Math.max(40, random.logNormal(plan.stepMs, 0.8));
  draft.add('TaskCreated', 0, plan.created, {
    actor: 'shop-api',
    idempotencyKey: `create-${random.hex(8)}-${random.hex(4)}`,
  });
  if (random.chance(0.35)) {
    const assignee = text(random.pick(PEOPLE));
    draft.add('TaskAssigned', random.logNormal(90 * SECOND, 1), fieldsOf({ assignee }), {
      actor: 'dispatcher',
    });
  }
  if (fate === 'stuck-pending') return;
  if (fate === 'cancelled' && random.chance(0.4)) {
    cancel(draft, random);
    return;
  }
  const attempts = life.failures + 1;
  const perAttempt = Math.max(0, Math.round((life.events - 4 - life.failures * 3) / attempts));
  draft.add('TaskStarted', step() / 3, startData(worker(random)), { actor: 'scheduler' });
  for (let failed = 0; failed < life.failures; failed += 1) {
    work(draft, life, random, perAttempt, false);
    const isLast = failed === life.failures - 1;
    const givenUp = isLast && (fate === 'dead-lettered' || fate === 'redriven');
    draft.add('TaskFailed', step(), failData(plan, random, givenUp), { actor: worker(random) });
    if (givenUp) {
      draft.add('TaskDeadLettered', 120, fieldsOf({ reason: text(`gave up after ${failed + 1} attempts`) }), {
        actor: 'scheduler',
      });
      if (fate === 'dead-lettered') return;
      draft.add('TaskRedriven', random.logNormal(5 * HOUR, 0.7), undefined, { actor: random.pick(PEOPLE) });
      draft.add('TaskStarted', step() / 3, startData(worker(random)), { actor: 'scheduler' });
      continue;
    }
    const delay = backOff(failed, random);
    draft.add('TaskRetryScheduled', 30, fieldsOf({ delay_ms: number(delay) }), { actor: 'scheduler' });
    if (isLast && fate === 'stuck-retrying') return;
    draft.add('TaskStarted', delay + random.int(5, 400), startData(worker(random)), { actor: 'scheduler' });
  }
  if (fate === 'cancelled' || fate === 'stuck-running') {
    work(draft, life, random, Math.ceil(perAttempt / 2), false);
    if (fate === 'cancelled') cancel(draft, random);
    return;
  }
  work(draft, life, random, perAttempt, true);
  draft.add('TaskSucceeded', step(), plan.succeeded, { actor: worker(random) });
}

/** Doubles from two seconds on, at most fifteen minutes, with full jitter's upper half. */
function backOff(failed: number, random: Random): number {
  const full = Math.min(15 * MINUTE, 2 * SECOND * 2 ** (failed * 2));
  return Math.round(full * (0.5 + random.next() / 2));
}

function work(draft: Draft, { plan }: Life, random: Random, count: number, toTheEnd: boolean): void {
  const reach = toTheEnd ? 98 : random.int(20, 80);
  for (let index = 1; index <= count; index += 1) {
    const share = index / (count + 1);
    const delay = Math.max(25, random.logNormal((plan.stepMs * 4) / (count + 1), 0.9));
    draft.add('TaskProgressed', delay, progressData(plan, share, reach), { actor: worker(random) });
  }
}

function cancel(draft: Draft, random: Random): void {
  const reason = random.pick(CANCEL_REASONS);
  draft.add(
    'TaskCancelled',
    Math.min(DAY, random.logNormal(20 * MINUTE, 1)),
    fieldsOf({ reason: text(reason) }),
    {
      actor: random.pick(PEOPLE),
    },
  );
}
