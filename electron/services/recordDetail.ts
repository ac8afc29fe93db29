import type { RecordComparison, RecordDetail } from '#shared/contract/records.ts';
import { attributeMap, EMPTY_MAP, stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { documentOf, lineAndColumn, readJson } from '#shared/model/jsonDocument.ts';
import { diffDocuments } from '../replay/diff.ts';
import { expiryIn } from '../stores/taskRecords/expiry.ts';
import { backendKey } from '../stores/taskRecords/keys.ts';
import { decodeRecordItem } from '../stores/taskRecords/recordItems.ts';

const contentOf = (data: string | undefined, fault: string | undefined): RecordDetail['content'] => {
  if (data === undefined) return { state: 'absent', reason: fault ?? 'it has no data' };
  const reading = readJson(data);
  return reading.ok
    ? { state: 'json', value: reading.value, repeated: [...reading.repeated] }
    : { state: 'corrupt', reason: reading.reason, ...lineAndColumn(data, reading.at) };
};

/** One record as far as its item can be read; undefined when the item is no record. */
export function recordDetail(item: AttributeMap): RecordDetail | undefined {
  const stored = decodeRecordItem(item);
  if (stored === undefined) return undefined;
  const { data, faults } = stored;
  const dataExpiresAt = data === undefined ? undefined : expiryIn(data);
  return {
    ...stored,
    key: backendKey(stored),
    item,
    content: contentOf(data, faults.data),
    ...(dataExpiresAt === undefined ? {} : { dataExpiresAt }),
  };
}

/** What leads from one JSON text to another. */
export function compareData(before: string, after: string): RecordComparison {
  const next = readJson(after);
  if (!next.ok) return { state: 'corrupt', reason: next.reason, ...lineAndColumn(after, next.at) };
  const last = readJson(before);
  const from = last.ok ? documentOf(last.value) : EMPTY_MAP;
  const to = documentOf(next.value);
  const expiresAt = expiryIn(after);
  return {
    state: 'json',
    from,
    to,
    changes: [...diffDocuments(from, to)],
    repeated: [...next.repeated],
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

/** An item with the members of its JSON in the place of its data, so that two of them can be compared member by member. */
export function unfolded(item: AttributeMap): AttributeMap {
  const reading = readJson(stringOf(item, 'data') ?? '');
  if (!reading.ok) return item;
  const members = Object.entries(documentOf(reading.value));
  return attributeMap([
    ...Object.entries(item).filter(([name]) => name !== 'data'),
    ...members.map(([name, value]) => [`data.${name}`, value] as const),
  ]);
}
