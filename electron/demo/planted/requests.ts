import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { DAY, HOUR, MINUTE, rfc3339, SECOND } from '../clock.ts';
import { honestTask, type DemoTask } from '../demoTask.ts';
import { progressData } from '../payloads.ts';
import type { Random } from '../random.ts';
import { requestRecord } from '../records.ts';
import { fieldsOf, text, textSet } from '../values.ts';
import { PLANTED } from './ids.ts';
import { beginPlanted, type PlantedOptions } from './kit.ts';

/** The record that names the event of a request, kept for `keptMs`, and when repeats were answered from it. */
function recordOf(
  taskId: string,
  event: TaskEvent | undefined,
  keptMs: number,
  replaysAfterMs: readonly number[],
  random: Random,
): readonly AttributeMap[] {
  if (event?.idempotencyKey === undefined) return [];
  const at = Date.parse(event.at);
  const replays = replaysAfterMs.map((ms) => rfc3339(at + ms));
  return [
    {
      ...requestRecord(taskId, event, event.idempotencyKey, keptMs, random),
      ...(replays.length === 0 ? {} : { replayed_at: textSet(replays) }),
    },
  ];
}

/** A payment whose shop did not hear the answer, and asked twice more; both times it got the stored result. */
export function servedTask(options: PlantedOptions): DemoTask {
  const taskId = PLANTED.served;
  const key = `create-${taskId}`;
  const { draft, plan, random, progress, start } = beginPlanted(options, taskId, 'pay', 4 * HOUR, key);
  start('w-4', 3 * SECOND);
  progress(5, 6 * SECOND, 0, 0.9);
  draft.add('TaskSucceeded', 2 * SECOND, plan.succeeded, {
    actor: 'w-4',
    idempotencyKey: `capture-${taskId}`,
  });
  const [created] = draft.events;
  const captured = draft.events.at(-1);
  return honestTask(taskId, draft.events, {
    planted: 'served',
    others: [
      ...recordOf(taskId, created, 7 * DAY, [5 * SECOND, 21 * SECOND], random),
      ...recordOf(taskId, captured, 7 * DAY, [], random),
    ],
  });
}

/**
 * An order whose assignment and packing were asked for once more when their records had expired, so that both were
 * done again. The record of the assignment was replaced by that of the second time; the packer died before it could
 * replace its own; the record of the creation is gone.
 */
export function againTask(options: PlantedOptions): DemoTask {
  const taskId = PLANTED.again;
  const { draft, plan, random, progress, start } = beginPlanted(
    options,
    taskId,
    'ord',
    9 * DAY,
    `create-${taskId}`,
  );
  const assign = (assignee: string, delayMs: number): TaskEvent | undefined => {
    draft.add('TaskAssigned', delayMs, fieldsOf({ assignee: text(assignee) }), {
      actor: 'dispatcher',
      idempotencyKey: `assign-${taskId}`,
    });
    return draft.events.at(-1);
  };
  const pack = (delayMs: number, share: number): TaskEvent | undefined => {
    draft.add('TaskProgressed', delayMs, progressData(plan, share, 100), {
      actor: 'w-2',
      idempotencyKey: `pack-${taskId}`,
    });
    return draft.events.at(-1);
  };
  assign('maria', 2 * MINUTE);
  start('w-2', 5 * MINUTE);
  const packed = pack(20 * MINUTE, 0.3);
  progress(2, 15 * HOUR, 0.3, 0.5);
  const assigned = assign('ben', 2 * DAY);
  pack(3 * HOUR, 0.6);
  progress(2, HOUR, 0.6, 0.9);
  draft.add('TaskSucceeded', 40 * MINUTE, plan.succeeded, { actor: 'w-2' });
  return honestTask(taskId, draft.events, {
    planted: 'again',
    others: [
      ...recordOf(taskId, packed, DAY, [9 * MINUTE], random),
      ...recordOf(taskId, assigned, 30 * DAY, [30 * SECOND], random),
    ],
  });
}
