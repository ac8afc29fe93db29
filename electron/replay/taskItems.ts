import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent, UndecodableEvent } from '#shared/model/taskEvent.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';

/** Items of one task by what they are. */
export interface SortedItems {
  readonly events: readonly TaskEvent[];
  readonly undecodable: readonly UndecodableEvent[];
  /** Fields of the last projection among them. */
  readonly projection: AttributeMap | undefined;
}

/** Sorts the items of `taskId` by kind; items of other tasks, or of none, are left out. */
export function sortItems(items: readonly TaskItem[], taskId: string): SortedItems {
  const events: TaskEvent[] = [];
  const undecodable: UndecodableEvent[] = [];
  let projection: AttributeMap | undefined;
  for (const item of items) {
    if (item.kind === 'bystander' || item.taskId !== taskId) continue;
    if (item.kind === 'event') events.push(item.event);
    else if (item.kind === 'undecodable') undecodable.push(item.undecodable);
    else projection = item.projection.fields;
  }
  return { events, undecodable, projection };
}
