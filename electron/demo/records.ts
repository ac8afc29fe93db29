import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { DAY, rfc3339 } from './clock.ts';
import type { TaskPlan } from './plan.ts';
import type { Random } from './random.ts';
import { fieldsOf, map, number, text } from './values.ts';

/** How long the shop remembers a request. */
const REMEMBERED_MS = 7 * DAY;

/** Idempotency records of a task's keyed events (CONTRACTS 1) that have not expired at `now`. */
export function idempotencyRecords(
  taskId: string,
  events: readonly TaskEvent[],
  random: Random,
  now: number,
): AttributeMap[] {
  const records: AttributeMap[] = [];
  for (const event of events) {
    const created = Date.parse(event.at);
    if (event.idempotencyKey === undefined || created + REMEMBERED_MS < now) continue;
    records.push(requestRecord(taskId, event, event.idempotencyKey, REMEMBERED_MS, random));
  }
  return records;
}

/** The record of the request that led to `event`, kept for `keptMs` from then on. */
export function requestRecord(
  taskId: string,
  event: TaskEvent,
  key: string,
  keptMs: number,
  random: Random,
): AttributeMap {
  return fieldsOf({
    PK: text(`IDEMPOTENCY#${key}`),
    SK: text('REQUEST'),
    status: text('COMPLETED'),
    request_hash: text(`sha256:${random.hex(64)}`),
    task_id: text(taskId),
    event_seq: number(event.seq),
    result: map({ task_id: text(taskId) }),
    created_at: text(event.at),
    expires_at: number(Math.floor((Date.parse(event.at) + keptMs) / 1000)),
  });
}

/** The dead letter of each time that a task was given up (CONTRACTS 1). Its event is the one that sets it going again. */
export function deadLetters(
  taskId: string,
  plan: TaskPlan,
  events: readonly TaskEvent[],
  random: Random,
): AttributeMap[] {
  const failures = events.filter((event) => event.type === 'TaskFailed');
  const [first] = failures;
  const last = failures.at(-1);
  if (first === undefined || last === undefined) return [];
  return events
    .filter((event) => event.type === 'TaskDeadLettered')
    .map((letter) => {
      const redriven = events.find((event) => event.type === 'TaskRedriven' && event.seq > letter.seq);
      return fieldsOf({
        PK: text(`DLQ#${plan.queue}`),
        SK: text(`${letter.at}#${random.hex(12)}`),
        task_id: text(taskId),
        expected_seq: number(letter.seq + 1),
        event: map({
          type: text('TaskRedriven'),
          at: text(redriven?.at ?? rfc3339(Date.parse(letter.at) + 1)),
          correlation_id: letter.correlationId === undefined ? undefined : text(letter.correlationId),
          causation_id: text(`${taskId}@${letter.seq}`),
        }),
        error: last.data?.error,
        attempts: number(failures.length),
        first_failed_at: text(first.at),
        last_failed_at: text(last.at),
        redriven_at: redriven === undefined ? undefined : text(redriven.at),
        redriven_seq: redriven === undefined ? undefined : number(redriven.seq),
      });
    });
}
