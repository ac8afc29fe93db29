import { LAYOUT_TABLES } from '../../../layouts/definitions.ts';
import { dynamoRecordTable } from '../../../stores/taskRecords/dynamoRecordTable.ts';
import type { RecordTable } from '../../../stores/taskRecords/storageBackend.ts';
import type { Kind } from '../expected.ts';
import type { Row, World } from '../row.ts';

const tables = LAYOUT_TABLES.record;
const key = 'ann:a';

const storeIn = ({ dynamo, prefix, newId }: World): RecordTable =>
  dynamoRecordTable(dynamo, { table: `${prefix}${tables[0]?.table ?? ''}`, newWriteId: newId });

const row = (
  operation: string,
  kind: Kind,
  prepare: (store: RecordTable) => Promise<unknown>,
  run: (store: RecordTable) => Promise<unknown>,
): Row => ({
  ...{ store: 'task records', operation, kind, tables },
  begin: async (quiet) => {
    await prepare(storeIn(quiet));
    return (world) => run(storeIn(world));
  },
});

const nothing = () => Promise.resolve();
const one = (store: RecordTable) => store.put(key, '{"n":1}');
const two = async (store: RecordTable) => {
  await one(store);
  await store.put(key, '{"n":2}');
  await store.put('ann:b', '{}');
};

/** Everything a record table does. */
export const RECORD_ROWS: readonly Row[] = [
  row('putIfVersion, new', 'write', nothing, (store) => store.putIfVersion(key, '{"n":1}', 0)),
  row('putIfVersion, next', 'write', one, (store) => store.putIfVersion(key, '{"n":9}', 1)),
  row('putIfVersion, version taken', 'refusedCas', two, (store) => store.putIfVersion(key, '{"n":9}', 1)),
  row('put', 'readAndWrite', one, (store) => store.put(key, '{"n":9}')),
  row('delete', 'write', one, (store) => store.delete(key)),
  row('deleteIfVersion', 'write', one, (store) => store.deleteIfVersion(key, 1)),
  row('deleteIfVersion, another version', 'refusedCas', two, (store) => store.deleteIfVersion(key, 1)),
  row('get', 'read', two, (store) => store.get(key)),
  row('listByPrefix', 'read', two, (store) => store.listByPrefix('ann:')),
  row('readTable', 'read', two, async (store) => {
    const seen: unknown[] = [];
    const { signal } = new AbortController();
    await store.readTable({ signal, onRecords: (records) => void seen.push(...records) });
    return seen;
  }),
];
