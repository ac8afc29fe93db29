import { EMPTY_MAP, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { taskReducer } from '../replay/taskReducer.ts';

/** A task of the demonstration shop, with all that is stored for it. */
export interface DemoTask {
  readonly taskId: string;
  readonly events: readonly TaskEvent[];
  /** Fields of the projection; undefined when the task has none. */
  readonly projection: AttributeMap | undefined;
  /** Whole items besides events and projection: idempotency records, dead letters, items that are no events. */
  readonly others: readonly AttributeMap[];
  /** What is wrong with it on purpose; absent on ordinary tasks. */
  readonly planted?: string;
}

/** State after every event, by the built-in reducer; what an honest projection holds. */
export const projectionOf = (events: readonly TaskEvent[]): AttributeMap =>
  events.reduce((state, event) => taskReducer.step(state, event), taskReducer.initial);

/** A task whose projection is what its events say; `undefined` events or a foreign projection come from `more`. */
export const honestTask = (
  taskId: string,
  events: readonly TaskEvent[],
  more: Partial<Omit<DemoTask, 'taskId' | 'events'>> = {},
): DemoTask => ({
  taskId,
  events,
  projection: events.length === 0 ? EMPTY_MAP : projectionOf(events),
  others: [],
  ...more,
});
