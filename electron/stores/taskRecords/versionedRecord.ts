import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { StoredRecord } from '#shared/model/taskRecord.ts';
import { backendKey } from './keys.ts';
import { corruptRecord } from './recordErrors.ts';
import { decodeRecordItem } from './recordItems.ts';
import type { RecordList, VersionedRecord } from './storageBackend.ts';

const reasonOf = ({ faults }: StoredRecord): string =>
  [faults.version, faults.data].filter((fault) => fault !== undefined).join(', and ');

/** The record in an item under `key`. @throws `CorruptItem` when it has no readable version or data */
export function versionedRecord(key: string, item: AttributeMap): VersionedRecord {
  const stored = decodeRecordItem(item);
  if (stored?.version === undefined || stored.data === undefined) {
    throw corruptRecord(key, stored === undefined ? 'its keys are not a record’s' : reasonOf(stored));
  }
  return { key, version: stored.version, data: stored.data };
}

/** The records among `items`, and those that cannot be read as one. */
export function listOf(items: readonly AttributeMap[]): RecordList {
  const records: VersionedRecord[] = [];
  const unreadable: { readonly key: string; readonly reason: string }[] = [];
  for (const item of items) {
    const stored = decodeRecordItem(item);
    if (stored === undefined) continue;
    const key = backendKey(stored);
    const { version, data } = stored;
    if (version === undefined || data === undefined) unreadable.push({ key, reason: reasonOf(stored) });
    else records.push({ key, version, data });
  }
  return { records, unreadable };
}
