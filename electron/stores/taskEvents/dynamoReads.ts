import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent, UndecodableEvent } from '#shared/model/taskEvent.ts';
import type { Dynamo, QueryRequest } from '../../dynamo/dynamo.ts';
import { existingItems } from '../../dynamo/wholeBatch.ts';
import { checkTaskId } from './checks.ts';
import { readBehind } from './follow.ts';
import { readTaskHead } from './head.ts';
import { EVENT_PREFIX, eventKey, keyOf, LAST_PADDED, META_KEY, taskKey } from './keys.ts';
import { AWS_RANGE, LOCAL_RANGE, rangesOf } from './keyRanges.ts';
import { readTaskTail } from './tail.ts';
import { bySequence, decodeProjection, decodeTaskItem } from './taskItems.ts';
import type { ReadOptions, TaskEventStore } from './taskEventStore.ts';

/** Items per page where the engine would otherwise read the whole rest of the task for each one (measured best). */
const LOCAL_PAGE = 4000;

/** How many of the last events come first unless told. */
const TAIL = 100;

/** The reads of a task event store over DynamoDB. */
export function dynamoReads(
  dynamo: Dynamo,
  table: string,
): Omit<TaskEventStore, 'appendEvent' | 'updateTaskStatus' | 'createTask' | 'appendAndProject'> {
  const pageLimit = async (options: ReadOptions | undefined): Promise<number | undefined> =>
    (await dynamo.serverKind(options)) === 'aws' ? undefined : LOCAL_PAGE;

  const eventsOf = (taskId: string): QueryRequest => ({
    table,
    keyCondition: 'PK = :pk AND begins_with(SK, :prefix)',
    values: { ':pk': { S: taskKey(taskId) }, ':prefix': { S: EVENT_PREFIX } },
    consistent: true,
  });

  /** The last events by number; where the numbers outgrow the padding, by their keys. */
  const tailOf = async (
    taskId: string,
    count: number,
    options: ReadOptions,
  ): Promise<readonly AttributeMap[]> => {
    const page = await dynamo.queryPage({ ...eventsOf(taskId), descending: true, limit: count }, options);
    const last = page.items.map(decodeTaskItem).find((item) => item.kind === 'event');
    if (last?.kind !== 'event' || last.event.seq < LAST_PADDED) return page.items;
    const { lastSeq } = await readTaskHead(dynamo, table, taskId, options);
    if (lastSeq <= LAST_PADDED) return page.items;
    const size = Math.min(count, 100, lastSeq);
    const keys = Array.from({ length: size }, (_, back) => keyOf(taskId, eventKey(lastSeq - back)));
    return existingItems(table, await dynamo.batchGet(table, keys, { ...options, consistent: true }));
  };

  const projectionItem = async (taskId: string, options: ReadOptions | undefined) =>
    (await dynamo.getItem({ table, key: keyOf(taskId, META_KEY), consistent: true }, options)).item;

  return {
    keyOf,

    async getTaskEvents(taskId, options) {
      checkTaskId(taskId);
      const events: TaskEvent[] = [];
      const undecodable: UndecodableEvent[] = [];
      const limit = await pageLimit(options);
      for await (const page of dynamo.queryPages({ ...eventsOf(taskId), limit }, options)) {
        for (const stored of page.items) {
          const item = decodeTaskItem(stored);
          if (item.kind === 'event') events.push(item.event);
          if (item.kind === 'undecodable') undecodable.push(item.undecodable);
        }
      }
      return { events: events.sort(bySequence), undecodable: undecodable.sort(bySequence) };
    },

    async getProjection(taskId, options) {
      checkTaskId(taskId);
      const item = await projectionItem(taskId, options);
      return item === undefined ? undefined : decodeProjection(item);
    },

    async readTask(taskId, { onItems, onPage, signal, tailFirst = TAIL, lastSeq = 0 }) {
      checkTaskId(taskId);
      const options = { signal };
      if (tailFirst > 0) {
        const tail = (await tailOf(taskId, tailFirst, options)).map(decodeTaskItem);
        if (tail.length > 0) await onItems(tail);
      }
      const meta = await projectionItem(taskId, options);
      if (meta !== undefined) await onItems([decodeTaskItem(meta)]);
      const limit = await pageLimit(options);
      if (onPage !== undefined) {
        const ranges = rangesOf(taskId, lastSeq, limit === undefined ? AWS_RANGE : LOCAL_RANGE);
        const requests = ranges.map((range) => ({ table, consistent: true, limit, ...range }));
        for await (const { body } of dynamo.rawQueryRanges(requests, options)) await onPage(body);
        return;
      }
      const request = {
        table,
        keyCondition: 'PK = :pk',
        values: { ':pk': { S: taskKey(taskId) } },
        consistent: true,
        limit,
      };
      for await (const page of dynamo.queryPages(request, options)) {
        const items = page.items.map(decodeTaskItem);
        if (items.length > 0) await onItems(items);
      }
    },

    async readTable({ onItems, signal }) {
      let items = 0;
      let units = 0;
      for await (const page of dynamo.scanTable({ table }, { signal })) {
        items += page.items.length;
        units += page.units;
        const decoded = page.items.map(decodeTaskItem);
        if (decoded.length > 0) await onItems(decoded, { items, units, segment: page.segment });
      }
    },

    async readEventsAfter(taskId, seq, options) {
      checkTaskId(taskId);
      return readBehind(dynamo, table, taskId, seq, options);
    },

    async readTail(taskId, count, options) {
      checkTaskId(taskId);
      return readTaskTail(dynamo, { table, taskId, count }, options);
    },

    async readHead(taskId, options) {
      checkTaskId(taskId);
      return readTaskHead(dynamo, table, taskId, options);
    },
  };
}
