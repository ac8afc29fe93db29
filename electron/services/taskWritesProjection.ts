import { AppError } from '#shared/errors/appError.ts';
import { attributeMap, attributeOf, EMPTY_MAP, stringOf } from '#shared/model/attributeValue.ts';
import type { Projection, TaskEvent } from '#shared/model/taskEvent.ts';
import { equalOptional } from '#shared/model/equality.ts';
import { fold, type Reducer } from '../replay/reducer.ts';
import type { ProjectionChange } from '../stores/taskEvents/taskEventStore.ts';

/** What a projection change is made from. */
export interface ProjectionInput {
  readonly reducer: Reducer;
  /** Every event of the task. Those from the new one's number on are left out: the condition will fail on them. */
  readonly events: readonly TaskEvent[];
  readonly event: TaskEvent;
  readonly stored: Projection | undefined;
  /** The stored status that the writer relies on, null for no projection; undefined: the one in `stored`. */
  readonly seenStatus: string | null | undefined;
}

const noStatus = (message: string): AppError =>
  new AppError('InvalidInput', {
    message,
    nextStep: 'Append the event without moving the projection.',
  });

/**
 * What the projection becomes when `event` is appended: the fields that the reducer sets and that are not stored
 * so already, and `updated_at`. Every other stored field stays as it is.
 * @throws `InvalidInput` when the projection has no status to rely on, or would get none
 */
export function projectionChange({
  reducer,
  events,
  event,
  stored,
  seenStatus,
}: ProjectionInput): ProjectionChange {
  const found = stored === undefined ? null : stringOf(stored.fields, 'status');
  const relied = seenStatus === undefined ? found : seenStatus;
  if (relied === undefined) {
    throw noStatus('The stored projection carries no status, so there is no condition to change it under.');
  }
  const before = fold(
    reducer,
    events.filter(({ seq }) => seq < event.seq),
  );
  const next = reducer.step(before, event);
  if (relied === null && stringOf(next, 'status') === undefined) {
    throw noStatus('There is no projection yet, and this event gives the task no status to store in one.');
  }
  const fields = stored?.fields ?? EMPTY_MAP;
  const changed = Object.entries(next).filter(
    ([name, value]) => name !== 'updated_at' && !equalOptional(attributeOf(fields, name), value),
  );
  return {
    expectedStatus: relied ?? undefined,
    fields: attributeMap([...changed, ['updated_at', { S: event.at }]]),
  };
}
