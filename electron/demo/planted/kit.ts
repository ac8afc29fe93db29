import { createDraft, type Draft } from '../draft.ts';
import { createOrder } from '../order.ts';
import { progressData } from '../payloads.ts';
import type { TaskKind, TaskPlan } from '../plan.ts';
import { planFor } from '../plans.ts';
import { createRandom, type Random } from '../random.ts';
import { fieldsOf, text } from '../values.ts';

/** What every planted task is made from. `now` is epoch milliseconds. */
export interface PlantedOptions {
  readonly seed: string;
  readonly now: number;
}

/** A planted task under way: created, its plan at hand. */
export interface Planted {
  readonly draft: Draft;
  readonly plan: TaskPlan;
  readonly random: Random;
  /** Adds `count` progress events, about `everyMs` apart, from `fromShare` to `toShare` of the way. */
  readonly progress: (count: number, everyMs: number, fromShare: number, toShare: number) => void;
  readonly start: (worker: string, delayMs: number) => void;
}

/** Creates a planted task of `kind`, `ageMs` before now; `idempotencyKey` names the request that created it. */
export function beginPlanted(
  options: PlantedOptions,
  taskId: string,
  kind: TaskKind,
  ageMs: number,
  idempotencyKey?: string,
): Planted {
  const random = createRandom(`${options.seed}/planted/${taskId}`);
  const orderNumber = String(9000 + random.int(0, 899));
  const plan = planFor(kind, createOrder(random.fork('order'), orderNumber), random);
  const draft = createDraft(taskId, options.now - ageMs, `order-${orderNumber}`, `order-${orderNumber}`);
  draft.add('TaskCreated', 0, plan.created, { actor: 'shop-api', idempotencyKey });
  return {
    draft,
    plan,
    random,
    start: (worker, delayMs) =>
      draft.add('TaskStarted', delayMs, fieldsOf({ worker: text(worker) }), { actor: 'scheduler' }),
    progress: (count, everyMs, fromShare, toShare) => {
      for (let index = 1; index <= count; index += 1) {
        const share = fromShare + ((toShare - fromShare) * index) / count;
        draft.add('TaskProgressed', everyMs * (0.5 + random.next()), progressData(plan, share, 100), {
          actor: 'w-3',
        });
      }
    },
  };
}
