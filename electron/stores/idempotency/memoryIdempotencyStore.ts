import { throwIfCancelled } from '#shared/errors/appError.ts';
import { attributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
import { memoryTable, type MemoryTable } from '../memoryTable.ts';
import { isWrittenBy } from '../settleWrite.ts';
import { checkEvent, checkTaskId } from '../taskEvents/checks.ts';
import { optimisticConflict } from '../taskEvents/conflicts.ts';
import { eventKey, taskKey } from '../taskEvents/keys.ts';
import { encodeEvent } from '../taskEvents/taskItems.ts';
import { takenOver } from './errors.ts';
import type { CallOptions, IdempotencyStore } from './idempotencyStore.ts';
import { begunAt, isOurs, judge, keptUntil } from './judge.ts';
import {
  checkKey,
  completedFields,
  completionId,
  decodeRecord,
  encodeBegun,
  MOST_REPLAYS,
  recordHash,
  REPLAYED,
  REQUEST_KEY,
} from './records.ts';

/** Idempotency records in memory: same rules, same items as in DynamoDB. */
export function memoryIdempotencyStore(
  options: {
    readonly now?: () => Date;
    readonly newOwner?: () => string;
    /** Shared with the twins of what else lies in the table; left out: one of its own. */
    readonly table?: MemoryTable;
  } = {},
): IdempotencyStore {
  let owners = 0;
  const {
    now = () => new Date(),
    newOwner = () => `owner-${(owners += 1)}`,
    table = memoryTable(),
  } = options;

  const find = (key: string): AttributeMap | undefined => table.get(recordHash(key), REQUEST_KEY);

  const start = async (key: string, call: CallOptions | undefined): Promise<void> => {
    await Promise.resolve();
    throwIfCancelled(call?.signal);
    checkKey(key);
  };

  const set = (item: AttributeMap, fields: AttributeMap): void =>
    table.put(attributeMap([...Object.entries(item), ...Object.entries(fields)]));

  return {
    async begin(key, requestHash, call) {
      await start(key, call);
      const wanted = begunAt(key, requestHash, call?.owner ?? newOwner(), now(), call);
      const met = find(key);
      const judged = met === undefined ? { outcome: 'free' as const } : judge(met, wanted, now());
      if (judged.outcome === 'replay' && met !== undefined) {
        const noted = new Set(judged.record.replayedAt).add(now().toISOString());
        if (noted.size <= MOST_REPLAYS) set(met, { [REPLAYED]: { SS: [...noted] } });
      }
      if (judged.outcome !== 'free') return judged;
      table.put(encodeBegun(wanted));
      return { outcome: 'begun', begun: wanted };
    },

    async complete(begun, completion, call) {
      await start(begun.key, call);
      const met = find(begun.key);
      const writeId = completionId(begun, completion);
      if (isWrittenBy(met, writeId)) return;
      if (met === undefined || !isOurs(met, begun)) throw takenOver(begun);
      set(met, completedFields(completion, keptUntil(now(), call), writeId));
    },

    async release(begun, call) {
      await start(begun.key, call);
      const met = find(begun.key);
      if (met === undefined || !isOurs(met, begun)) return false;
      table.remove(recordHash(begun.key), REQUEST_KEY);
      return true;
    },

    async appendAndComplete(begun, append, call) {
      await start(begun.key, call);
      const { taskId, expectedSeq, result } = append;
      const event = { ...append.event, idempotencyKey: begun.key };
      const rangeKey = eventKey(expectedSeq);
      checkTaskId(taskId);
      checkEvent(event, expectedSeq);
      const writeId = completionId(begun, append);
      const there = table.get(taskKey(taskId), rangeKey);
      if (!isWrittenBy(there, writeId)) {
        const met = find(begun.key);
        if (met === undefined || !isOurs(met, begun)) throw takenOver(begun);
        if (there !== undefined) throw optimisticConflict(taskId, expectedSeq);
        table.put(encodeEvent(taskId, rangeKey, event, writeId));
        set(met, completedFields({ result, taskId, eventSeq: expectedSeq }, keptUntil(now(), call), writeId));
      }
      return { ...event, seq: expectedSeq, key: rangeKey };
    },

    async get(key, call) {
      await start(key, call);
      const item = find(key);
      return item === undefined ? undefined : decodeRecord(item);
    },

    async getMany(keys, call) {
      await Promise.resolve();
      throwIfCancelled(call?.signal);
      keys.forEach(checkKey);
      return keys.flatMap((key) => {
        const item = find(key);
        return item === undefined ? [] : (decodeRecord(item) ?? []);
      });
    },
  };
}
