import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { encodeEvent, encodeProjection } from '../stores/taskEvents/taskItems.ts';
import type { DemoTask } from './demoTask.ts';

/** Every item of a task but its projection, in the order in which they came to be. */
export function streamItems(task: DemoTask): AttributeMap[] {
  const events = task.events.map((event) => encodeEvent(task.taskId, event.key, event, `demo@${event.seq}`));
  return [...events, ...task.others];
}

/** The item of a task's projection; none when it has no projection. */
export const projectionItems = (task: DemoTask): AttributeMap[] =>
  task.projection === undefined ? [] : [encodeProjection(task.taskId, task.projection, 'demo')];

/** Every item of a task, the projection last. */
export const itemsOf = (task: DemoTask): AttributeMap[] => [...streamItems(task), ...projectionItems(task)];
