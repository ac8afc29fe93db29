import { throwIfCancelled } from '#shared/errors/appError.ts';
import { stringOf, withAttribute, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { NewTaskEvent, TaskEvent, UndecodableEvent } from '#shared/model/taskEvent.ts';
import { memoryTable, type MemoryTable } from '../memoryTable.ts';
import { isWrittenBy, WRITE_ID } from '../settleWrite.ts';
import { checkEvent, checkFields, checkTaskId } from './checks.ts';
import { optimisticConflict, statusConflict, taskExists } from './conflicts.ts';
import { isBehind } from './follow.ts';
import { eventKey, keyOf, META_KEY, taskKey } from './keys.ts';
import { bySequence, decodeProjection, decodeTaskItem, encodeEvent, encodeProjection } from './taskItems.ts';
import type { TaskEventStore, TaskHead, WriteOptions } from './taskEventStore.ts';

/** Items per page, so that readers meet several pages here too. */
const PAGE = 500;

/** The twin of the DynamoDB store, in memory: same rules, same items. */
export interface MemoryTaskEventStore extends TaskEventStore {
  /** Puts any item as it is, replacing one with the same key; for what foreign writers leave behind. */
  readonly putRaw: (item: AttributeMap) => void;
}

const pagesOf = function* <T>(list: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < list.length; from += PAGE) yield list.slice(from, from + PAGE);
};

/** A task event store in memory, holding the very items that would lie in the table. */
export function memoryTaskEventStore(
  options: {
    readonly now?: () => Date;
    readonly newWriteId?: () => string;
    /** Shared with the twins of what else lies in the table; left out: one of its own. */
    readonly table?: MemoryTable;
  } = {},
): MemoryTaskEventStore {
  let writes = 0;
  const {
    now = () => new Date(),
    newWriteId = () => `write-${(writes += 1)}`,
    table = memoryTable(),
  } = options;
  const find = (taskId: string, rangeKey: string): AttributeMap | undefined =>
    table.get(taskKey(taskId), rangeKey);
  const putRaw = table.put;

  const historyOf = (taskId: string) => {
    const events: TaskEvent[] = [];
    const undecodable: UndecodableEvent[] = [];
    for (const item of table.partition(taskKey(taskId)).map(decodeTaskItem)) {
      if (item.kind === 'event') events.push(item.event);
      if (item.kind === 'undecodable') undecodable.push(item.undecodable);
    }
    return { events: events.sort(bySequence), undecodable: undecodable.sort(bySequence) };
  };

  const projectionOf = (taskId: string) => {
    const meta = find(taskId, META_KEY);
    return meta === undefined ? undefined : decodeProjection(meta);
  };

  const headOf = (taskId: string): TaskHead => {
    const { events, undecodable } = historyOf(taskId);
    const lastSeq = Math.max(0, ...[...events, ...undecodable].map((entry) => entry.seq ?? 0));
    return { lastSeq, projection: projectionOf(taskId) };
  };

  const begin = (taskId: string, write: WriteOptions | undefined): string => {
    throwIfCancelled(write?.signal);
    checkTaskId(taskId);
    return write?.writeId ?? newWriteId();
  };

  const asWritten = (event: NewTaskEvent, seq: number): TaskEvent => ({ ...event, seq, key: eventKey(seq) });

  const setFields = (taskId: string, fields: AttributeMap, writeId: string): void => {
    const old = find(taskId, META_KEY) ?? keyOf(taskId, META_KEY);
    const changed = Object.entries(fields).reduce(
      (item, [name, value]) => withAttribute(item, name, value),
      old,
    );
    putRaw(withAttribute(changed, WRITE_ID, { S: writeId }));
  };

  return {
    putRaw,
    keyOf,

    async appendEvent(taskId, event, expectedSeq, write) {
      await Promise.resolve();
      const writeId = begin(taskId, write);
      checkEvent(event, expectedSeq);
      const old = find(taskId, eventKey(expectedSeq));
      if (old === undefined) putRaw(encodeEvent(taskId, eventKey(expectedSeq), event, writeId));
      else if (!isWrittenBy(old, writeId)) throw optimisticConflict(taskId, expectedSeq);
      return asWritten(event, expectedSeq);
    },

    async updateTaskStatus(taskId, newStatus, expectedStatus, write) {
      await Promise.resolve();
      const writeId = begin(taskId, write);
      const old = find(taskId, META_KEY);
      if (old !== undefined && stringOf(old, 'status') === expectedStatus) {
        setFields(taskId, { status: { S: newStatus }, updated_at: { S: now().toISOString() } }, writeId);
      } else if (!isWrittenBy(old, writeId)) {
        throw statusConflict(taskId, expectedStatus, old);
      }
    },

    async createTask(taskId, event, fields, write) {
      await Promise.resolve();
      const writeId = begin(taskId, write);
      checkEvent(event, 1);
      checkFields(fields);
      const first = find(taskId, eventKey(1));
      if (isWrittenBy(first, writeId)) return asWritten(event, 1);
      if (first !== undefined || find(taskId, META_KEY) !== undefined) throw taskExists(taskId);
      putRaw(encodeEvent(taskId, eventKey(1), event, writeId));
      putRaw(encodeProjection(taskId, fields, writeId));
      return asWritten(event, 1);
    },

    async appendAndProject(taskId, event, expectedSeq, { expectedStatus, fields }, write) {
      await Promise.resolve();
      const writeId = begin(taskId, write);
      checkEvent(event, expectedSeq);
      checkFields(fields);
      const old = find(taskId, eventKey(expectedSeq));
      if (isWrittenBy(old, writeId)) return asWritten(event, expectedSeq);
      if (old !== undefined) throw optimisticConflict(taskId, expectedSeq);
      const meta = find(taskId, META_KEY);
      const asExpected =
        expectedStatus === undefined
          ? meta === undefined
          : meta !== undefined && stringOf(meta, 'status') === expectedStatus;
      if (!asExpected) throw statusConflict(taskId, expectedStatus, meta);
      putRaw(encodeEvent(taskId, eventKey(expectedSeq), event, writeId));
      setFields(taskId, fields, writeId);
      return asWritten(event, expectedSeq);
    },

    async getTaskEvents(taskId, read) {
      await Promise.resolve();
      begin(taskId, read);
      return historyOf(taskId);
    },

    async getProjection(taskId, read) {
      await Promise.resolve();
      begin(taskId, read);
      return projectionOf(taskId);
    },

    async readEventsAfter(taskId, seq, read) {
      await Promise.resolve();
      begin(taskId, read);
      return table
        .partition(taskKey(taskId))
        .map(decodeTaskItem)
        .filter((item) => isBehind(item, seq));
    },

    async readHead(taskId, read) {
      await Promise.resolve();
      begin(taskId, read);
      return headOf(taskId);
    },

    async readTail(taskId, count, read) {
      await Promise.resolve();
      begin(taskId, read);
      const items = historyOf(taskId).events.slice(-count);
      return {
        head: headOf(taskId),
        items: items.map((event) => ({ kind: 'event', taskId, event })),
      };
    },

    async readTask(taskId, { onItems, signal, tailFirst = 100 }) {
      begin(taskId, { signal });
      const { events } = historyOf(taskId);
      const tail = tailFirst > 0 ? events.slice(-tailFirst).reverse() : [];
      if (tail.length > 0) await onItems(tail.map((event) => ({ kind: 'event', taskId, event })));
      const projection = projectionOf(taskId);
      if (projection !== undefined) await onItems([{ kind: 'projection', taskId, projection }]);
      for (const page of pagesOf(table.partition(taskKey(taskId)))) {
        throwIfCancelled(signal);
        await onItems(page.map(decodeTaskItem));
      }
    },

    async readTable({ onItems, signal }) {
      let items = 0;
      for (const page of pagesOf(table.all())) {
        throwIfCancelled(signal);
        items += page.length;
        await onItems(page.map(decodeTaskItem), { items, units: 0, segment: 0 });
      }
    },
  };
}
