import { DAY, HOUR, MINUTE, SECOND } from '../clock.ts';
import { honestTask, type DemoTask } from '../demoTask.ts';
import { eventKey, taskKey } from '../../stores/taskEvents/keys.ts';
import { fieldsOf, text } from '../values.ts';
import { PLANTED } from './ids.ts';
import { beginPlanted, type PlantedOptions } from './kit.ts';
import { unreadableLetter } from './letters.ts';

/** A worker whose clock ran eleven minutes behind wrote event 5. */
export function clockTask(options: PlantedOptions): DemoTask {
  const taskId = PLANTED.clock;
  const { draft, plan, progress, start } = beginPlanted(options, taskId, 'ship', 4 * DAY);
  start('w-2', 6 * MINUTE);
  progress(2, 5 * MINUTE, 0, 0.3);
  draft.add('TaskProgressed', -11 * MINUTE, fieldsOf({ message: text('label printed by w-8') }), {
    actor: 'w-8',
  });
  progress(1, 24 * MINUTE, 0.3, 0.8);
  draft.add('TaskSucceeded', 5 * MINUTE, plan.succeeded, { actor: 'w-2' });
  return honestTask(taskId, draft.events, { planted: 'clock' });
}

/** A message came twice and was believed twice: the refund started again after it had succeeded. */
export function illegalTask(options: PlantedOptions): DemoTask {
  const taskId = PLANTED.illegal;
  const { draft, plan, progress, start } = beginPlanted(options, taskId, 'refund', 9 * DAY);
  start('w-4', 12 * SECOND);
  progress(2, 20 * SECOND, 0, 0.9);
  draft.add('TaskSucceeded', 8 * SECOND, plan.succeeded, { actor: 'w-4' });
  start('w-6', 95 * SECOND);
  progress(2, 20 * SECOND, 0, 0.9);
  draft.add('TaskSucceeded', 8 * SECOND, plan.succeeded, { actor: 'w-6' });
  return honestTask(taskId, draft.events, { planted: 'illegal' });
}

/** A newer writer's event type that this version does not know. */
export function unknownTask(options: PlantedOptions): DemoTask {
  const taskId = PLANTED.unknown;
  const { draft, plan, progress, start } = beginPlanted(options, taskId, 'mail', 31 * HOUR);
  start('w-1', SECOND);
  progress(1, SECOND, 0, 0.4);
  draft.add('MailBounceRecorded', SECOND, fieldsOf({ smtp: text('550 5.1.1 mailbox unknown') }), {
    actor: 'mail-relay/2.0',
  });
  progress(1, SECOND, 0.4, 0.9);
  draft.add('TaskSucceeded', SECOND, plan.succeeded, { actor: 'w-1' });
  return honestTask(taskId, draft.events, { planted: 'unknown' });
}

/** Event 4 lies there as a text instead of a map. */
export function undecodableTask(options: PlantedOptions): DemoTask {
  const taskId = PLANTED.undecodable;
  const { draft, plan, progress, start } = beginPlanted(options, taskId, 'ord', 6 * DAY);
  start('w-9', 20 * SECOND);
  progress(1, 40 * SECOND, 0, 0.2);
  draft.skip();
  progress(3, 40 * SECOND, 0.3, 0.9);
  draft.add('TaskSucceeded', 15 * SECOND, plan.succeeded, { actor: 'w-9' });
  const broken = fieldsOf({
    PK: text(taskKey(taskId)),
    SK: text(eventKey(4)),
    event: text('{"type":"TaskProgressed","at":'),
  });
  const others = [broken, ...unreadableLetter(taskId, draft.events)];
  return honestTask(taskId, draft.events, { others, planted: 'undecodable' });
}
