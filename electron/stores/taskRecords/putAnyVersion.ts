import { hasCode } from '#shared/errors/appError.ts';
import { isWrittenBy } from '../settleWrite.ts';
import type { RecordTable, WriteOptions } from './storageBackend.ts';
import { versionedRecord } from './versionedRecord.ts';

/** How often a put begins again when others keep writing between its read and its write. */
const MOST_ROUNDS = 100;

/** What a put is made of. */
export interface PutParts extends Pick<RecordTable, 'readItem' | 'putIfVersion'> {
  readonly newWriteId: () => string;
}

/**
 * Reads a record, then writes its version + 1. The write names the version that was read: two puts at once would else
 * write the same number twice, and whoever relied on the first would cover the second unawares (ADR 12).
 * @throws `VersionConflict` when others were faster a hundred times
 */
export async function putAnyVersion(
  { readItem, putIfVersion, newWriteId }: PutParts,
  key: string,
  data: string,
  options: WriteOptions | undefined,
): Promise<number> {
  const { signal, writeId = newWriteId(), again } = options ?? {};
  for (let round = 1; ; round += 1) {
    const item = await readItem(key, { signal });
    const version = item === undefined ? 0 : versionedRecord(key, item).version;
    if (isWrittenBy(item, writeId)) return version;
    try {
      return await putIfVersion(key, data, version, { signal, writeId, again });
    } catch (error) {
      if (!hasCode(error, 'VersionConflict') || round === MOST_ROUNDS) throw error;
    }
  }
}
