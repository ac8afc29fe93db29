import { randomUUID } from 'node:crypto';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { Dynamo, WriteOutcome } from '../../dynamo/dynamo.ts';
import { settleWrite } from '../settleWrite.ts';
import { checkText, checkVersion } from './checks.ts';
import { itemKey, OWNER_PREFIX, prefixOf, recordIdOf, TASK_PREFIX } from './keys.ts';
import { versionConflict } from './recordErrors.ts';
import { decodeRecordItem, versionIn } from './recordItems.ts';
import { putAnyVersion } from './putAnyVersion.ts';
import { listOf, versionedRecord } from './versionedRecord.ts';
import { versionUpdate } from './versionUpdate.ts';
import type { RecordTable, WriteOptions } from './storageBackend.ts';

/** A table of layout `record`, with the naming of writes for tests to replace. */
export interface DynamoRecordTableOptions {
  readonly table: string;
  readonly newWriteId?: () => string;
}

/** Whether nobody but us can have made the condition fail: sent once, and never before. */
const isCertain = (outcome: WriteOutcome, options: WriteOptions | undefined): boolean =>
  outcome.outcome === 'conditionFailed' && !outcome.repeated && options?.writeId === undefined;

/**
 * The versioned records of one table in DynamoDB (CONTRACTS 2, ADR 12). Writes are updates under a condition, so that
 * attributes that somebody else has put on an item stay.
 */
export function dynamoRecordTable(dynamo: Dynamo, options: DynamoRecordTableOptions): RecordTable {
  const { table, newWriteId = () => randomUUID() } = options;

  const readItem: RecordTable['readItem'] = async (key, read) =>
    (await dynamo.getItem({ table, key: itemKey(recordIdOf(key)), consistent: true }, read)).item;

  const putIfVersion: RecordTable['putIfVersion'] = async (key, data, expected, write) => {
    const id = itemKey(recordIdOf(key));
    checkText(data, 'data');
    checkVersion(expected, 0);
    const writeId = write?.writeId ?? newWriteId();
    const outcome = await dynamo.updateItem(
      { table, key: id, ...versionUpdate({ data, expected, writeId }) },
      { signal: write?.signal },
    );
    if (isCertain(outcome, write)) throw versionConflict(key, expected);
    const settled = await settleWrite(
      {
        ...{ dynamo, table, key: id, writeId, again: write?.again },
        what: `version ${expected + 1} of record “${key}”`,
        untouched: (stored) =>
          expected === 0 ? stored === undefined : stored !== undefined && versionIn(stored) === expected,
      },
      outcome,
    );
    if (!settled.applied) throw versionConflict(key, expected);
    return expected + 1;
  };

  /** Deletes under `condition`; gives whether it held. */
  const deleteUnder = async (
    key: string,
    condition: {
      readonly condition: string;
      readonly names?: Readonly<Record<string, string>>;
      readonly values?: AttributeMap;
    },
    holds: (stored: AttributeMap) => boolean,
    signal: AbortSignal | undefined,
  ): Promise<boolean> => {
    const id = itemKey(recordIdOf(key));
    const outcome = await dynamo.deleteItem({ table, key: id, ...condition }, { signal });
    if (isCertain(outcome, undefined)) return false;
    const { applied } = await settleWrite(
      {
        ...{ dynamo, table, key: id, writeId: undefined },
        what: `the deletion of record “${key}”`,
        untouched: (stored) => stored !== undefined && holds(stored),
      },
      outcome,
    );
    return applied;
  };

  return {
    readItem,
    putIfVersion,

    async get(key, read) {
      const item = await readItem(key, read);
      return item === undefined ? undefined : versionedRecord(key, item);
    },

    put: (key, data, write) => putAnyVersion({ readItem, putIfVersion, newWriteId }, key, data, write),

    delete: (key, read) =>
      // Only under a condition does the server tell a record that was not there from one whose deletion was
      // answered the second time.
      deleteUnder(key, { condition: 'attribute_exists(PK)' }, () => true, read?.signal),

    async deleteIfVersion(key, expected, read) {
      checkVersion(expected, 0);
      const deleted = await deleteUnder(
        key,
        {
          condition: '#version = :expected',
          names: { '#version': 'version' },
          values: { ':expected': { N: String(expected) } },
        },
        (stored) => versionIn(stored) === expected,
        read?.signal,
      );
      if (!deleted) throw versionConflict(key, expected);
    },

    async listByPrefix(prefix, read) {
      const { owner, taskPrefix } = prefixOf(prefix);
      const items: AttributeMap[] = [];
      const pages = dynamo.queryPages(
        {
          table,
          keyCondition: 'PK = :pk AND begins_with(SK, :sk)',
          values: { ':pk': { S: OWNER_PREFIX + owner }, ':sk': { S: TASK_PREFIX + taskPrefix } },
          consistent: true,
        },
        read,
      );
      for await (const page of pages) items.push(...page.items);
      return listOf(items);
    },

    cleanupExpired: () => Promise.resolve(0),

    async readTable({ onRecords, signal }) {
      let items = 0;
      let units = 0;
      for await (const page of dynamo.scanTable({ table }, { signal })) {
        items += page.items.length;
        units += page.units;
        await onRecords(
          page.items.flatMap((item) => decodeRecordItem(item) ?? []),
          { items, units },
        );
      }
    },
  };
}
