import { EMPTY_MAP } from '#shared/model/attributeValue.ts';
import { equalDocuments } from '#shared/model/equality.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';

export { equalDocuments, equalOptional, equalValues } from '#shared/model/equality.ts';

/** Whether two readings of one event tell the same. */
export function sameEvent(a: TaskEvent, b: TaskEvent): boolean {
  return (
    a === b ||
    (a.seq === b.seq &&
      a.key === b.key &&
      a.type === b.type &&
      a.at === b.at &&
      a.eventId === b.eventId &&
      a.actor === b.actor &&
      a.correlationId === b.correlationId &&
      a.causationId === b.causationId &&
      a.idempotencyKey === b.idempotencyKey &&
      equalDocuments(a.data ?? EMPTY_MAP, b.data ?? EMPTY_MAP) &&
      equalDocuments(a.metadata ?? EMPTY_MAP, b.metadata ?? EMPTY_MAP))
  );
}
