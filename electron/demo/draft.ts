import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { eventKey } from '../stores/taskEvents/keys.ts';
import { rfc3339 } from './clock.ts';

/** What an event carries beside type, time and payload. */
export interface EventExtras {
  readonly actor?: string | undefined;
  readonly causationId?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** A stream that is being told, event by event. */
export interface Draft {
  /** Adds the next event, `delayMs` after the one before. */
  readonly add: (type: string, delayMs: number, data?: AttributeMap, extras?: EventExtras) => void;
  /** Leaves a sequence number unused. */
  readonly skip: () => void;
  readonly events: readonly TaskEvent[];
}

/**
 * Starts a stream. `startMs` is epoch milliseconds. Each event is caused by the one before it, unless told otherwise;
 * `causedBy` names what caused the first.
 */
export function createDraft(
  taskId: string,
  startMs: number,
  correlationId: string,
  causedBy?: string,
): Draft {
  const events: TaskEvent[] = [];
  let seq = 0;
  let ms = startMs;
  let cause = causedBy;
  return {
    events,
    skip: () => {
      seq += 1;
    },
    add: (type, delayMs, data, extras = {}) => {
      seq += 1;
      ms += Math.round(delayMs);
      const causationId = extras.causationId ?? cause;
      events.push({
        seq,
        key: eventKey(seq),
        type,
        at: rfc3339(ms),
        ...(data === undefined ? {} : { data }),
        ...(extras.actor === undefined ? {} : { actor: extras.actor }),
        correlationId,
        ...(causationId === undefined ? {} : { causationId }),
        ...(extras.idempotencyKey === undefined ? {} : { idempotencyKey: extras.idempotencyKey }),
      });
      cause = `${taskId}@${seq}`;
    },
  };
}
