import { randomUUID } from 'node:crypto';
import { stringOf } from '#shared/model/attributeValue.ts';
import type { Dynamo, QueryRequest, ScanRequest } from '../../dynamo/dynamo.ts';
import { settleWrite, WRITE_ID } from '../settleWrite.ts';
import { readTaskHead } from '../taskEvents/head.ts';
import { keyOf } from '../taskEvents/keys.ts';
import { checkLetter } from './checks.ts';
import type { DeadLetterStore } from './deadLetterStore.ts';
import { transactRedrive } from './dynamoRedrive.ts';
import { letterExists } from './errors.ts';
import { letterKey, QUEUE_PREFIX, queueKey } from './keys.ts';
import { decodeLetter, decodeLetters, encodeLetter, REDRIVEN_AT, writtenLetter } from './letterItems.ts';
import { queueCounter } from './queueCounts.ts';
import { redriveLetter, type RedriveTable } from './redrive.ts';

/** A table of layout `task`, with clock and naming of writes for tests to replace. */
export interface DynamoDeadLetterStoreOptions {
  readonly table: string;
  readonly now?: () => Date;
  readonly newWriteId?: () => string;
}

/** Items looked at for one page unless told. */
const PAGE = 100;

/** The dead letters of one `task` table in DynamoDB (CONTRACTS 1). */
export function dynamoDeadLetterStore(
  dynamo: Dynamo,
  options: DynamoDeadLetterStoreOptions,
): DeadLetterStore {
  const { table, now = () => new Date(), newWriteId = () => randomUUID() } = options;

  const getLetter: RedriveTable['getLetter'] = async ({ queue, key }, read) => {
    const request = { table, key: letterKey(queue, key), consistent: true };
    const { item } = await dynamo.getItem(request, read);
    return item === undefined ? undefined : decodeLetter(item);
  };

  const redriveTable: RedriveTable = {
    getLetter,
    readHead: (taskId, read) => readTaskHead(dynamo, table, taskId, read),
    getEvent: async (taskId, rangeKey) =>
      (await dynamo.getItem({ table, key: keyOf(taskId, rangeKey), consistent: true })).item,
    transact: (attempt) => transactRedrive(dynamo, table, attempt),
    now,
    newWriteId,
  };

  const everyLetter: ScanRequest = {
    table,
    filter: 'begins_with(PK, :queues)',
    values: { ':queues': { S: QUEUE_PREFIX } },
  };

  return {
    async move(letter, call) {
      checkLetter(letter);
      const item = encodeLetter(letter);
      const moved = writtenLetter(item);
      const result = await dynamo.putItem(
        { table, item, condition: 'attribute_not_exists(PK)' },
        { signal: call?.signal },
      );
      const settled = await settleWrite(
        {
          dynamo,
          table,
          key: letterKey(moved.queue, moved.key),
          writeId: stringOf(item, WRITE_ID),
          what: `dead letter “${moved.letterId}”`,
          untouched: (stored) => stored === undefined,
          // A redrive leaves the name alone, so a letter of another name is certainly another's.
          evidence: () => 'notApplied',
        },
        result,
      );
      if (!settled.applied) throw letterExists(moved);
      return moved;
    },

    async queues(read) {
      const counter = queueCounter();
      let scanned = 0;
      let units = 0;
      const request = { ...everyLetter, projection: 'PK, SK, #at', names: { '#at': REDRIVEN_AT } };
      for await (const page of dynamo.scanTable(request, { signal: read?.signal })) {
        counter.add(page.items);
        scanned += page.scanned;
        units += page.units;
        read?.onProgress?.({ scanned, units });
      }
      return counter.queues();
    },

    async readTable({ onLetters, signal }) {
      let scanned = 0;
      let units = 0;
      for await (const page of dynamo.scanTable(everyLetter, { signal })) {
        scanned += page.scanned;
        units += page.units;
        await onLetters(decodeLetters(page.items), { scanned, units });
      }
    },

    async list(queue, { newestFirst = false, redriven = true, limit = PAGE, after, signal } = {}) {
      const request: QueryRequest = {
        table,
        keyCondition: 'PK = :queue',
        values: { ':queue': { S: queueKey(queue) } },
        descending: newestFirst,
        consistent: true,
        limit,
        ...(after === undefined ? {} : { startKey: letterKey(queue, after) }),
        ...(redriven ? {} : { filter: 'attribute_not_exists(#at)', names: { '#at': REDRIVEN_AT } }),
      };
      const page = await dynamo.queryPage(request, { signal });
      return {
        letters: decodeLetters(page.items),
        next: page.lastKey === undefined ? undefined : stringOf(page.lastKey, 'SK'),
      };
    },

    get: getLetter,
    redrive: (ref, call) => redriveLetter(redriveTable, ref, call),
  };
}
