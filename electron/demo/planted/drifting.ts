import { withAttribute } from '#shared/model/attributeValue.ts';
import { HOUR, MINUTE, SECOND } from '../clock.ts';
import { honestTask, projectionOf, type DemoTask } from '../demoTask.ts';
import { failData } from '../payloads.ts';
import { fieldsOf, number, text } from '../values.ts';
import { PLANTED } from './ids.ts';
import { beginPlanted, type PlantedOptions } from './kit.ts';

/** It failed and waits for its retry; somebody wrote "succeeded" into the projection to make a customer happy. */
export function editedTask(options: PlantedOptions): DemoTask {
  const taskId = PLANTED.edited;
  const { draft, plan, random, progress, start } = beginPlanted(options, taskId, 'ord', 27 * HOUR);
  draft.add('TaskAssigned', 40 * SECOND, fieldsOf({ assignee: text('maria') }), { actor: 'dispatcher' });
  start('w-3', 20 * SECOND);
  progress(6, 50 * SECOND, 0, 0.6);
  draft.add('TaskFailed', 5 * SECOND, failData(plan, random, false), { actor: 'w-3' });
  draft.add('TaskRetryScheduled', 30, fieldsOf({ delay_ms: number(600_000) }), { actor: 'scheduler' });
  const projection = withAttribute(projectionOf(draft.events), 'status', text('succeeded'));
  return honestTask(taskId, draft.events, { projection, planted: 'edited' });
}

/** The writer of the projection stopped four events before the end. */
export function laggingTask(options: PlantedOptions): DemoTask {
  const taskId = PLANTED.lagging;
  const { draft, plan, progress, start } = beginPlanted(options, taskId, 'pay', 3 * HOUR);
  start('w-5', 2 * SECOND);
  progress(8, 4 * SECOND, 0, 0.95);
  draft.add('TaskSucceeded', 3 * SECOND, plan.succeeded, { actor: 'w-5' });
  const seen = draft.events.slice(0, -4);
  return honestTask(taskId, draft.events, { projection: projectionOf(seen), planted: 'lagging' });
}

/** Event 7 was never stored, or was deleted. */
export function gapTask(options: PlantedOptions): DemoTask {
  const taskId = PLANTED.gap;
  const { draft, plan, progress, start } = beginPlanted(options, taskId, 'ship', 50 * HOUR);
  start('w-2', 9 * MINUTE);
  progress(4, 6 * MINUTE, 0, 0.5);
  draft.skip();
  progress(4, 6 * MINUTE, 0.6, 0.97);
  draft.add('TaskSucceeded', 4 * MINUTE, plan.succeeded, { actor: 'w-2' });
  return honestTask(taskId, draft.events, { planted: 'gap' });
}
