import { randomUUID } from 'node:crypto';
import { stringOf } from '#shared/model/attributeValue.ts';
import { parseNanoTime } from '#shared/model/nanoTime.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { settleWrite } from '../settleWrite.ts';
import { checkChange, checkDecision, checkKey, checkNew } from './checks.ts';
import { systemClock } from './clock.ts';
import { dynamoReads } from './dynamoReads.ts';
import { refusal, requestExists } from './errors.ts';
import {
  changeOf,
  decisionOf,
  isAsSeen,
  isOpenTo,
  lockCondition,
  updateOf,
  type LockedChange,
} from './lockedChange.ts';
import { encodeRequest, requestKey } from './requestItems.ts';
import type { RequestStore, WriteOptions } from './requestStore.ts';

/** A table of layout `request`, with clock (nanoseconds since 1970) and naming of writes for tests to replace. */
export interface DynamoRequestStoreOptions {
  readonly table: string;
  readonly now?: () => bigint;
  readonly newWriteId?: () => string;
}

/** The requests of one `request` table in DynamoDB (CONTRACTS 3). */
export function dynamoRequestStore(dynamo: Dynamo, options: DynamoRequestStoreOptions): RequestStore {
  const { table, now = systemClock, newWriteId = () => randomUUID() } = options;
  const stampOf = (write: WriteOptions | undefined) => ({
    writeId: write?.writeId ?? newWriteId(),
    now: now(),
  });

  const run = async (
    change: LockedChange,
    writeId: string,
    write: WriteOptions | undefined,
  ): Promise<void> => {
    const { id } = change.seen;
    const key = requestKey(id);
    const result = await dynamo.updateItem({ table, key, ...updateOf(change) }, { signal: write?.signal });
    const settled = await settleWrite(
      {
        ...{ dynamo, table, key, writeId },
        what: `change of request “${id}”`,
        untouched: (stored) => isOpenTo(change, stored),
      },
      result,
    );
    if (!settled.applied) throw refusal(change.seen, settled.met);
  };

  return {
    ...dynamoReads(dynamo, table),

    async create(request, write) {
      checkNew(request);
      const stamp = stampOf(write);
      const item = encodeRequest(request, stamp.now, stamp.writeId);
      const result = await dynamo.putItem(
        { table, item, condition: 'attribute_not_exists(id)' },
        { signal: write?.signal },
      );
      const settled = await settleWrite(
        {
          ...{ dynamo, table, key: requestKey(request.id), writeId: stamp.writeId },
          what: `request “${request.id}”`,
          untouched: (stored) => stored === undefined,
          // Nobody changes when a request was made; another time is another's request.
          evidence: (stored) =>
            stored === undefined || parseNanoTime(stringOf(stored, 'created_at') ?? '') === stamp.now
              ? 'unknown'
              : 'notApplied',
        },
        result,
      );
      if (!settled.applied) throw requestExists(request.id);
    },

    async update(seen, change, write) {
      checkKey('id', seen.id);
      checkChange(change);
      const stamp = stampOf(write);
      await run(changeOf(seen, change, stamp), stamp.writeId, write);
    },

    async decide(seen, decision, write) {
      checkKey('id', seen.id);
      checkDecision(decision);
      const stamp = stampOf(write);
      await run(decisionOf(seen, decision, stamp), stamp.writeId, write);
    },

    async delete(seen, write) {
      checkKey('id', seen.id);
      const key = requestKey(seen.id);
      const result = await dynamo.deleteItem(
        { table, key, ...lockCondition(seen) },
        { signal: write?.signal },
      );
      const settled = await settleWrite(
        {
          ...{ dynamo, table, key, writeId: undefined },
          what: `deletion of request “${seen.id}”`,
          untouched: (stored) => isAsSeen(seen, stored),
        },
        result,
      );
      if (!settled.applied) throw refusal(seen, settled.met);
    },
  };
}
