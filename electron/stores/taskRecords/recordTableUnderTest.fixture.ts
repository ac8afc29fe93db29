import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { itemKey } from './keys.ts';
import type { RecordTable } from './storageBackend.ts';

/** What a suite needs of an implementation: an empty table, and a way to put items as foreign writers would. */
export interface RecordTableUnderTest {
  readonly table: RecordTable;
  readonly putRaw: (items: readonly AttributeMap[]) => Promise<void>;
}

/** Opens what a suite tests. */
export type OpenRecordTable = () => Promise<RecordTableUnderTest> | RecordTableUnderTest;

/** The item of a record, as a foreign writer might put it. */
export const record = (owner: string, task: string, more: AttributeMap): AttributeMap => ({
  ...itemKey({ owner, task }),
  ...more,
});
