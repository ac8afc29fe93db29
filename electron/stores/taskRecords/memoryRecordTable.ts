import { AppError, throwIfCancelled } from '#shared/errors/appError.ts';
import { attributeMap, stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { isWrittenBy, WRITE_ID } from '../settleWrite.ts';
import { checkText, checkVersion } from './checks.ts';
import { expiryIn } from './expiry.ts';
import { itemKey, OWNER_PREFIX, prefixOf, recordIdIn, recordIdOf, TASK_PREFIX } from './keys.ts';
import { putAnyVersion } from './putAnyVersion.ts';
import { versionConflict } from './recordErrors.ts';
import { decodeRecordItem, versionIn } from './recordItems.ts';
import type { RecordTable } from './storageBackend.ts';
import { listOf, versionedRecord } from './versionedRecord.ts';
import { compareText } from '../../pages/compareText.ts';

/** Items per page, so that readers meet several pages here too. */
const PAGE = 500;

/** The twin of the DynamoDB table, in memory: same rules, same items. */
export interface MemoryRecordTable extends RecordTable {
  /** Puts any item as it is, replacing one with the same key; for what foreign writers leave behind. */
  readonly putRaw: (item: AttributeMap) => void;
}

const keyTexts = (item: AttributeMap): readonly [hash: string, range: string] => {
  const hash = stringOf(item, 'PK');
  const range = stringOf(item, 'SK');
  if (hash !== undefined && range !== undefined) return [hash, range];
  throw new AppError('InvalidInput', { message: 'An item needs the text keys PK and SK.' });
};

/** Versioned records in memory, holding the very items that would lie in the table. `now` is in epoch milliseconds. */
export function memoryRecordTable(
  options: { readonly now?: () => number; readonly newWriteId?: () => string } = {},
): MemoryRecordTable {
  let writes = 0;
  const { now = () => Date.now(), newWriteId = () => `write-${(writes += 1)}` } = options;
  const partitions = new Map<string, Map<string, AttributeMap>>();

  const putRaw = (item: AttributeMap): void => {
    const [hash, range] = keyTexts(item);
    const partition = partitions.get(hash) ?? new Map<string, AttributeMap>();
    partitions.set(hash, partition.set(range, item));
  };

  const find = (key: string): AttributeMap | undefined => {
    const [hash, range] = keyTexts(itemKey(recordIdOf(key)));
    return partitions.get(hash)?.get(range);
  };

  const remove = (item: AttributeMap): void => {
    const [hash, range] = keyTexts(item);
    partitions.get(hash)?.delete(range);
  };

  /** The items of a partition in the order of their range keys' bytes, as a Query gives them. */
  const sorted = (hash: string): readonly AttributeMap[] =>
    [...(partitions.get(hash) ?? new Map<string, AttributeMap>())]
      .sort(([a], [b]) => compareText(a, b))
      .map(([, item]) => item);

  /** Lets other work in between, as a call over the network does. */
  const begin = async (signal: AbortSignal | undefined): Promise<void> => {
    await Promise.resolve();
    throwIfCancelled(signal);
  };

  const readItem: RecordTable['readItem'] = async (key, read) => {
    await begin(read?.signal);
    return find(key);
  };

  const putIfVersion: RecordTable['putIfVersion'] = async (key, data, expected, write) => {
    await begin(write?.signal);
    checkText(data, 'data');
    checkVersion(expected, 0);
    const writeId = write?.writeId ?? newWriteId();
    const old = find(key);
    const holds = expected === 0 ? old === undefined : old !== undefined && versionIn(old) === expected;
    if (!holds) {
      if (isWrittenBy(old, writeId)) return expected + 1;
      throw versionConflict(key, expected);
    }
    const expires = expiryIn(data);
    putRaw(
      attributeMap([
        ...Object.entries(old ?? itemKey(recordIdOf(key))).filter(([name]) => name !== 'expires_at'),
        ['version', { N: String(expected + 1) }],
        ['data', { S: data }],
        [WRITE_ID, { S: writeId }],
        ...(expires === undefined ? [] : [['expires_at', { N: String(expires) }] as const]),
      ]),
    );
    return expected + 1;
  };

  return {
    putRaw,
    readItem,
    putIfVersion,

    async get(key, read) {
      const item = await readItem(key, read);
      return item === undefined ? undefined : versionedRecord(key, item);
    },

    put: (key, data, write) => putAnyVersion({ readItem, putIfVersion, newWriteId }, key, data, write),

    async delete(key, read) {
      await begin(read?.signal);
      const old = find(key);
      if (old !== undefined) remove(old);
      return old !== undefined;
    },

    async deleteIfVersion(key, expected, read) {
      await begin(read?.signal);
      checkVersion(expected, 0);
      const old = find(key);
      if (old === undefined || versionIn(old) !== expected) throw versionConflict(key, expected);
      remove(old);
    },

    async listByPrefix(prefix, read) {
      await begin(read?.signal);
      const { owner, taskPrefix } = prefixOf(prefix);
      return listOf(
        sorted(OWNER_PREFIX + owner).filter((item) =>
          stringOf(item, 'SK')?.startsWith(TASK_PREFIX + taskPrefix),
        ),
      );
    },

    async cleanupExpired(read) {
      await begin(read?.signal);
      const expired = [...partitions.keys()]
        .flatMap(sorted)
        .filter((item) => recordIdIn(item) !== undefined && isExpired(item, now()));
      expired.forEach(remove);
      return expired.length;
    },

    async readTable({ onRecords, signal }) {
      const all = [...partitions.keys()].flatMap(sorted);
      for (let from = 0; from < all.length; from += PAGE) {
        throwIfCancelled(signal);
        const page = all.slice(from, from + PAGE);
        await onRecords(
          page.flatMap((item) => decodeRecordItem(item) ?? []),
          { items: from + page.length, units: 0 },
        );
      }
    },
  };
}

const isExpired = (item: AttributeMap, now: number): boolean => {
  const { expiresAt } = decodeRecordItem(item) ?? {};
  return expiresAt !== undefined && expiresAt * 1000 <= now;
};
