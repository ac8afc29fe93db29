import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { EMPTY_MAP } from '#shared/model/attributeValue.ts';
import { toPlainMap } from './plainValue.ts';

/** An event as a reducer of one's own gets it (docs/reducers.md): whatever an event has, its attributes as plain JSON. */
type ModuleEvent = Readonly<
  Record<Exclude<keyof TaskEvent, 'data' | 'metadata'>, unknown> & {
    data: ReturnType<typeof toPlainMap>;
    metadata: ReturnType<typeof toPlainMap> | undefined;
  }
>;

/** An event as a reducer of one's own gets it: plain JSON; what the event lacks is left out, its data never is. */
export function eventText(event: TaskEvent): string {
  const { seq, type, at, key, eventId, data, actor, correlationId, causationId, idempotencyKey, metadata } =
    event;
  return JSON.stringify({
    seq,
    type,
    at,
    key,
    eventId,
    data: toPlainMap(data ?? EMPTY_MAP),
    actor,
    correlationId,
    causationId,
    idempotencyKey,
    metadata: metadata === undefined ? undefined : toPlainMap(metadata),
  } satisfies ModuleEvent);
}
