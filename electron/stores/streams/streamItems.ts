import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import type { CompiledLayout } from '../../layouts/streams/compiledLayout.ts';
import { OF_EVENTS } from '../../layouts/streams/layoutTables.ts';

/** What stored items say of one stream; an item may hold events of it among others. `table`: one of projections. */
export function itemsOf(
  layout: CompiledLayout,
  stream: string,
  stored: readonly AttributeMap[],
  table: string = OF_EVENTS,
): readonly TaskItem[] {
  return stored.flatMap((item) =>
    layout.readItem(item, table).filter((each) => each.kind !== 'bystander' && each.taskId === stream),
  );
}

/** The number of an event, readable or not; undefined for anything else. */
export const seqOf = (item: TaskItem): number | undefined =>
  item.kind === 'event' ? item.event.seq : item.kind === 'undecodable' ? item.undecodable.seq : undefined;

/** Whether an item lies behind number `seq`, or cannot be placed. */
export const isBehind = (item: TaskItem, seq: number): boolean =>
  (item.kind === 'event' || item.kind === 'undecodable') && (seqOf(item) ?? Number.MAX_SAFE_INTEGER) > seq;

/** Whether an item says something of the stream's events. */
export const isOfEvents = (item: TaskItem): boolean => item.kind === 'event' || item.kind === 'undecodable';

/** The last number of the events and of what cannot be read as one; 0 without any. */
export const lastSeq = (items: readonly TaskItem[]): number =>
  items.reduce((last, item) => Math.max(last, seqOf(item) ?? 0), 0);

/** Events and what cannot be read as one, none twice. */
export function distinct(items: readonly TaskItem[]): readonly TaskItem[] {
  const keyOf = (item: TaskItem): string =>
    item.kind === 'event' ? item.event.key : item.kind === 'undecodable' ? item.undecodable.key : '';
  return [...new Map(items.map((item) => [`${item.kind} ${keyOf(item)}`, item])).values()];
}
