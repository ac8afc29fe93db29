import { attributeOf, mapOf, stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { KeySchema, LayoutName } from '#shared/model/layout.ts';
import type { ServerTable } from '../dynamo/dynamo.ts';
import { LAYOUT_TABLES } from './definitions.ts';

type Shape = Pick<ServerTable, 'table' | 'key' | 'indexes'>;

const sameKey = (a: KeySchema, b: KeySchema): boolean =>
  a.hash.name === b.hash.name &&
  a.hash.type === b.hash.type &&
  a.range?.name === b.range?.name &&
  a.range?.type === b.range?.type;

const isTaskItem = (item: AttributeMap): boolean => {
  const hash = stringOf(item, 'PK') ?? '';
  const range = stringOf(item, 'SK') ?? '';
  if (hash.startsWith('TASK#')) {
    return range.startsWith('EVENT#') ? mapOf(item, 'event') !== undefined : range === 'META';
  }
  if (hash.startsWith('IDEMPOTENCY#')) return range === 'REQUEST';
  return hash.startsWith('DLQ#') && mapOf(item, 'event') !== undefined;
};

const isRecordItem = (item: AttributeMap): boolean =>
  (stringOf(item, 'PK') ?? '').startsWith('OWNER#') && (stringOf(item, 'SK') ?? '').startsWith('TASK#');

const isCastoreItem = (item: AttributeMap): boolean =>
  attributeOf(item, 'type') !== undefined && (stringOf(item, 'aggregateId') ?? '').includes('#');

const isRequestItem = (item: AttributeMap): boolean =>
  ['requester', 'profile', 'status'].every((name) => stringOf(item, name) !== undefined);

const TASK_SHAPE = LAYOUT_TABLES.task[0];
const CASTORE_SHAPE = LAYOUT_TABLES.castore[0];
const REQUEST_SHAPE = LAYOUT_TABLES.request[0];

const hasIndexes = (shape: Shape, names: readonly string[]): boolean =>
  names.every((name) => shape.indexes.some((index) => index.name === name));

const nameEndsLike = (table: string, layoutTable: string): boolean =>
  table === layoutTable || table.toLowerCase().endsWith(layoutTable.toLowerCase());

/** PK and SK alone say little: the items decide, and for an empty table its name. */
const detectGeneric = (shape: Shape, items: readonly AttributeMap[]): LayoutName => {
  const tasks = items.filter(isTaskItem).length;
  const records = items.filter(isRecordItem).length;
  if (tasks > 0 || records > 0) return tasks >= records ? 'task' : 'record';
  if (items.length > 0) return 'other';
  if (nameEndsLike(shape.table, 'task_records')) return 'record';
  return nameEndsLike(shape.table, 'tasks') ? 'task' : 'other';
};

/**
 * Which layout a table has, by its keys and indexes, by some of its items, and for an empty table by its name.
 * A table that fits none is `other`.
 */
export function detectLayout(shape: Shape, items: readonly AttributeMap[]): LayoutName {
  if (TASK_SHAPE !== undefined && sameKey(shape.key, TASK_SHAPE.key)) return detectGeneric(shape, items);
  if (CASTORE_SHAPE !== undefined && sameKey(shape.key, CASTORE_SHAPE.key)) {
    return hasIndexes(shape, ['initialEvents']) || items.some(isCastoreItem) ? 'castore' : 'other';
  }
  if (REQUEST_SHAPE !== undefined && sameKey(shape.key, REQUEST_SHAPE.key)) {
    const names = REQUEST_SHAPE.indexes.map((index) => index.name);
    return hasIndexes(shape, names) || items.some(isRequestItem) ? 'request' : 'other';
  }
  const fits = LAYOUT_TABLES.workspace.some(
    (definition) => sameKey(shape.key, definition.key) && nameEndsLike(shape.table, definition.table),
  );
  return fits ? 'workspace' : 'other';
}
