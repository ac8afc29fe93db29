import type { NewTaskEvent } from '#shared/model/taskEvent.ts';
import { HOUR, MINUTE, rfc3339, SECOND } from '../clock.ts';
import { honestTask, type DemoTask } from '../demoTask.ts';
import { fieldsOf, text } from '../values.ts';
import { PLANTED } from './ids.ts';
import { beginPlanted, type PlantedOptions } from './kit.ts';
import { lateCancellation } from './letters.ts';

/** The sequence that two workers wanted for their start of the payment. */
export const RACED_SEQ = 3;

/** A payment that two workers took off the queue within 40 ms; w-3 was first. */
export function raceAppendTask(options: PlantedOptions): DemoTask {
  const taskId = PLANTED.raceAppend;
  const { draft, plan, progress, start } = beginPlanted(options, taskId, 'pay', 5 * HOUR);
  draft.add('TaskAssigned', 2 * SECOND, fieldsOf({ assignee: text('ben') }), { actor: 'dispatcher' });
  start('w-3', 1500);
  progress(4, 3 * SECOND, 0, 0.95);
  draft.add('TaskSucceeded', SECOND, plan.succeeded, { actor: 'w-3' });
  return honestTask(taskId, draft.events, { planted: 'raceAppend' });
}

/** What the slower worker tried, 37 ms after the winner's event at `winnerAt` (RFC 3339). */
export function losingStart(winnerAt: string): NewTaskEvent {
  return {
    type: 'TaskStarted',
    at: rfc3339(Date.parse(winnerAt) + 37),
    data: fieldsOf({ worker: text('w-7') }),
    actor: 'scheduler',
    causationId: `${PLANTED.raceAppend}@${RACED_SEQ - 1}`,
  };
}

/** A parcel that left the ramp while the customer service was cancelling it. */
export function raceStatusTask(options: PlantedOptions): DemoTask {
  const taskId = PLANTED.raceStatus;
  const { draft, plan, progress, start } = beginPlanted(options, taskId, 'ship', 8 * HOUR);
  start('w-2', 3 * MINUTE);
  progress(5, 6 * MINUTE, 0, 0.95);
  draft.add('TaskSucceeded', 5 * MINUTE, plan.succeeded, { actor: 'w-2' });
  const others = lateCancellation(taskId, draft.events);
  return honestTask(taskId, draft.events, { others, planted: 'raceStatus' });
}
