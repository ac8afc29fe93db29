import { attributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { fold } from '../replay/reducer.ts';
import { taskReducer } from '../replay/taskReducer.ts';
import type { AuditFinding } from './auditPass.ts';

/** A task as it is stored, with at most one thing wrong, and what an audit must say of it. */
export interface PlantedTask {
  readonly items: readonly AttributeMap[];
  /** Without the words of a reason, which are the layout's. */
  readonly expected: readonly AuditFinding[];
  /** Events that can be read. */
  readonly events: number;
}

/** An event as the table holds it. */
export const eventItem = (task: string, event: TaskEvent): AttributeMap => ({
  PK: { S: `TASK#${task}` },
  SK: { S: event.key },
  event: {
    M: {
      type: { S: event.type },
      at: { S: event.at },
      ...(event.data === undefined ? {} : { data: { M: event.data } }),
    },
  },
});

/** A projection as the table holds it. */
export const projectionItem = (task: string, fields: AttributeMap): AttributeMap =>
  attributeMap([
    ...Object.entries(fields),
    ['PK', { S: `TASK#${task}` }],
    ['SK', { S: 'META' }],
    ['write_id', { S: 'w-1' }],
  ]);

/** What events lead to. */
export const stateOf = (events: readonly TaskEvent[]): AttributeMap => fold(taskReducer, events);

/** The task with these events and this projection. */
export const stored = (
  task: string,
  events: readonly TaskEvent[],
  projection: AttributeMap,
  expected: readonly AuditFinding[],
): PlantedTask => ({
  items: [...events.map((event) => eventItem(task, event)), projectionItem(task, projection)],
  expected,
  events: events.length,
});

/** The task with the projection that its events lead to. */
export const honest = (
  task: string,
  events: readonly TaskEvent[],
  expected: readonly AuditFinding[],
): PlantedTask => stored(task, events, stateOf(events), expected);
