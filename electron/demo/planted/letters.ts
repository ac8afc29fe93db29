import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { eventMap } from '../../stores/taskEvents/taskItems.ts';
import { MINUTE, rfc3339, SECOND } from '../clock.ts';
import { fieldsOf, map, number, text } from '../values.ts';

const timeOf = ({ at }: TaskEvent): number => Date.parse(at);

/** A cancellation that lost three times against the workers, and would be illegal now: the parcel has left. */
export function lateCancellation(taskId: string, events: readonly TaskEvent[]): readonly AttributeMap[] {
  const seen = events.at(-3);
  if (seen === undefined) return [];
  const asked = timeOf(seen) + 4 * SECOND;
  const lastFailed = rfc3339(asked + 40 * SECOND);
  return [
    fieldsOf({
      PK: text('DLQ#shipping'),
      SK: text(`${lastFailed}#cancel-${taskId}`),
      task_id: text(taskId),
      expected_seq: number(seen.seq + 1),
      event: {
        M: eventMap({
          type: 'TaskCancelled',
          at: rfc3339(asked),
          data: fieldsOf({ reason: text('customer cancelled on the phone') }),
          actor: 'mia',
        }),
      },
      error: map({
        code: text('OptimisticConflict'),
        message: text(`Event ${seen.seq + 1} was taken by a worker in each of 3 attempts`),
      }),
      attempts: number(3),
      first_failed_at: text(rfc3339(asked + SECOND)),
      last_failed_at: text(lastFailed),
    }),
  ];
}

/** A letter whose event a failing worker wrote as half a text. */
export function unreadableLetter(taskId: string, events: readonly TaskEvent[]): readonly AttributeMap[] {
  const last = events.at(-1);
  if (last === undefined) return [];
  const failed = rfc3339(timeOf(last) - 2 * MINUTE);
  return [
    fieldsOf({
      PK: text('DLQ#orders'),
      SK: text(`${failed}#${taskId}-4`),
      task_id: text(taskId),
      expected_seq: number(4),
      event: text('{"type":"TaskProgressed","at":'),
      error: map({ code: text('SERIALIZATION'), message: text('Unexpected end of JSON input') }),
      attempts: number(1),
      first_failed_at: text(failed),
      last_failed_at: text(failed),
    }),
  ];
}

/** A letter whose every text tries to be more than text. Its event is legal. */
export function hostileLetter(
  taskId: string,
  events: readonly TaskEvent[],
  words: readonly [queue: string, id: string, code: string, message: string],
): readonly AttributeMap[] {
  const [queue, id, code, message] = words;
  const last = events.at(-1);
  if (last === undefined) return [];
  const failed = rfc3339(timeOf(last) + SECOND);
  return [
    fieldsOf({
      PK: text(`DLQ#${queue}`),
      SK: text(`${failed}#${id}`),
      task_id: text(taskId),
      expected_seq: number(last.seq + 1),
      event: { M: eventMap({ type: 'TaskRedriven', at: failed, data: last.data, actor: last.actor }) },
      error: map({ code: text(code), message: text(message) }),
      attempts: number(7),
      first_failed_at: text(last.at),
      last_failed_at: text(failed),
    }),
  ];
}
