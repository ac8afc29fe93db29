import { throwIfCancelled } from '#shared/errors/appError.ts';
import { attributeOf, stringOf, withAttribute, type AttributeMap } from '#shared/model/attributeValue.ts';
import { memoryTable, type MemoryTable } from '../memoryTable.ts';
import { isWrittenBy, WRITE_ID } from '../settleWrite.ts';
import { optimisticConflict, statusConflict } from '../taskEvents/conflicts.ts';
import { keyOf, META_KEY, taskKey } from '../taskEvents/keys.ts';
import { memoryTaskEventStore } from '../taskEvents/memoryTaskEventStore.ts';
import { encodeEvent } from '../taskEvents/taskItems.ts';
import { checkLetter } from './checks.ts';
import type { DeadLetterStore } from './deadLetterStore.ts';
import { alreadyRedriven, letterExists } from './errors.ts';
import { queueKey } from './keys.ts';
import {
  decodeLetter,
  decodeLetters,
  encodeLetter,
  REDRIVEN_AT,
  REDRIVEN_SEQ,
  writtenLetter,
} from './letterItems.ts';
import { queueCounter } from './queueCounts.ts';
import { redriveLetter, type RedriveTable } from './redrive.ts';
import { compareText } from '../../pages/compareText.ts';

/** Items per page, so that readers meet several pages here too. */
const PAGE = 100;

/** A dead letter store in memory, over the very items that would lie in the table; shared with its other twins. */
export function memoryDeadLetterStore(
  options: {
    readonly now?: () => Date;
    readonly newWriteId?: () => string;
    readonly table?: MemoryTable;
  } = {},
): DeadLetterStore {
  let writes = 0;
  const {
    now = () => new Date(),
    newWriteId = () => `redrive-${(writes += 1)}`,
    table = memoryTable(),
  } = options;
  const events = memoryTaskEventStore({ table });

  const redriveTable: RedriveTable = {
    getLetter: async ({ queue, key }, read) => {
      await Promise.resolve();
      throwIfCancelled(read?.signal);
      const item = table.get(queueKey(queue), key);
      return item === undefined ? undefined : decodeLetter(item);
    },
    readHead: (taskId, read) => events.readHead(taskId, read),
    getEvent: (taskId, rangeKey) => Promise.resolve(table.get(taskKey(taskId), rangeKey)),
    transact: async ({ letter, event, projection, writeId, redrivenAt, signal }) => {
      await Promise.resolve();
      throwIfCancelled(signal);
      const { taskId, queue, key } = letter;
      const stored = table.get(queueKey(queue), key);
      if (stored === undefined || attributeOf(stored, REDRIVEN_AT) !== undefined) {
        throw alreadyRedriven(letter);
      }
      if (table.get(taskKey(taskId), event.key) !== undefined) throw optimisticConflict(taskId, event.seq);
      const meta = table.get(taskKey(taskId), META_KEY);
      if (projection !== undefined) {
        const status = meta === undefined ? undefined : stringOf(meta, 'status');
        const isExpected =
          projection.expectedStatus === undefined ? meta === undefined : status === projection.expectedStatus;
        if (!isExpected) throw statusConflict(taskId, projection.expectedStatus, meta);
        const fields: AttributeMap = withAttribute(projection.fields, WRITE_ID, { S: writeId });
        table.put(withAll(meta ?? keyOf(taskId, META_KEY), fields));
      }
      table.put(encodeEvent(taskId, event.key, event, writeId));
      table.put(
        withAll(stored, { [REDRIVEN_AT]: { S: redrivenAt }, [REDRIVEN_SEQ]: { N: String(event.seq) } }),
      );
    },
    now,
    newWriteId,
  };

  const inQueues = (): readonly AttributeMap[] =>
    table.all().filter((item) => decodeLetter(item) !== undefined);

  return {
    async move(letter, call) {
      await Promise.resolve();
      throwIfCancelled(call?.signal);
      checkLetter(letter);
      const item = encodeLetter(letter);
      const moved = writtenLetter(item);
      const stored = table.get(queueKey(moved.queue), moved.key);
      if (stored === undefined) table.put(item);
      else if (!isWrittenBy(stored, stringOf(item, WRITE_ID) ?? '')) throw letterExists(moved);
      return moved;
    },

    async queues(read) {
      await Promise.resolve();
      throwIfCancelled(read?.signal);
      const counter = queueCounter();
      counter.add(inQueues());
      read?.onProgress?.({ scanned: table.all().length, units: 0 });
      return counter.queues();
    },

    async readTable({ onLetters, signal }) {
      const items = inQueues();
      for (let from = 0; from < items.length; from += PAGE) {
        throwIfCancelled(signal);
        const page = items.slice(from, from + PAGE);
        await onLetters(decodeLetters(page), { scanned: from + page.length, units: 0 });
      }
      throwIfCancelled(signal);
    },

    async list(queue, { newestFirst = false, redriven = true, limit = PAGE, after, signal } = {}) {
      await Promise.resolve();
      throwIfCancelled(signal);
      const partition = table.partition(queueKey(queue));
      const ordered = newestFirst ? [...partition].reverse() : partition;
      const rest =
        after === undefined ? ordered : ordered.filter((item) => isBeyond(item, after, newestFirst));
      const page = rest.slice(0, limit);
      const last = page.at(-1);
      const more = rest.length > limit && last !== undefined;
      return {
        letters: decodeLetters(
          page.filter((item) => redriven || attributeOf(item, REDRIVEN_AT) === undefined),
        ),
        next: more ? stringOf(last, 'SK') : undefined,
      };
    },

    get: redriveTable.getLetter,
    redrive: (ref, call) => redriveLetter(redriveTable, ref, call),
  };
}

/** Whether `item` comes behind the range key `after`, in the order of the keys' bytes. */
const isBeyond = (item: AttributeMap, after: string, newestFirst: boolean): boolean => {
  const order = compareText(stringOf(item, 'SK') ?? '', after);
  return newestFirst ? order < 0 : order > 0;
};

const withAll = (item: AttributeMap, more: AttributeMap): AttributeMap =>
  Object.entries(more).reduce((changed, [name, value]) => withAttribute(changed, name, value), item);
