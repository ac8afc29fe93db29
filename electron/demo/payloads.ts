import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskPlan } from './plan.ts';
import type { Random } from './random.ts';
import { decimal, fieldsOf, number, text } from './values.ts';

/** Payload of a `TaskProgressed`: `share` of the way from 0 to 1, which is `reach` percent when it is 1. */
export function progressData(plan: TaskPlan, share: number, reach: number): AttributeMap {
  const step = plan.steps[Math.min(plan.steps.length - 1, Math.floor(share * plan.steps.length))];
  return fieldsOf({
    progress: number(decimal(Math.round(share * reach * 10) * 10)),
    message: text(step ?? plan.steps[0]),
  });
}

/** Payload of a `TaskFailed`. Only a failure that trying again may cure is followed by another attempt. */
export function failData(plan: TaskPlan, random: Random, isLast: boolean): AttributeMap {
  const [first, ...others] = plan.failures.filter((failure) => isLast || failure.retryable);
  return first === undefined ? plan.failures[0].error : random.pick([first, ...others]).error;
}
