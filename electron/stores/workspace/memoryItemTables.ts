import { AppError, throwIfCancelled } from '#shared/errors/appError.ts';
import { attributeMap, stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { keyIn, versionOf } from '#shared/model/workspaceItem.ts';
import { WORKSPACE_MODELS, type WorkspaceModel } from '#shared/model/workspaceModels.ts';
import { isWrittenBy, WRITE_ID } from '../settleWrite.ts';
import type { ItemOptions, ItemQuery, ItemTables, ItemWrite, ItemWritten } from './itemTables.ts';
import { keyOfWrite } from './requests.ts';
import { compareText } from '../../pages/compareText.ts';

/** Items per page, so that readers meet several pages here too. */
const PAGE = 500;

/** The tables of a workspace in memory; `putRaw` puts any item as foreign writers would. */
export interface MemoryItemTables extends ItemTables {
  readonly putRaw: (model: WorkspaceModel, item: AttributeMap) => void;
}

const partOf = (item: AttributeMap, name: string | undefined): string =>
  (name === undefined ? undefined : stringOf(item, name)) ?? '';

const changed = (item: AttributeMap, set: AttributeMap, remove: readonly string[]): AttributeMap =>
  attributeMap([...Object.entries(item).filter(([name]) => !remove.includes(name)), ...Object.entries(set)]);

/** The twin of the tables in DynamoDB: same rules, same items. */
export function memoryItemTables(): MemoryItemTables {
  const tables = new Map(
    Object.values(WORKSPACE_MODELS).map(({ table }) => [table, new Map<string, Map<string, AttributeMap>>()]),
  );
  const itemsOf = ({ table }: WorkspaceModel) => tables.get(table) ?? new Map<string, never>();

  const find = (model: WorkspaceModel, key: AttributeMap): AttributeMap | undefined =>
    itemsOf(model).get(partOf(key, model.hash))?.get(partOf(key, model.range));

  const put = (model: WorkspaceModel, item: AttributeMap): void => {
    const hash = partOf(item, model.hash);
    const items = itemsOf(model).get(hash) ?? new Map<string, AttributeMap>();
    itemsOf(model).set(hash, items.set(partOf(item, model.range), item));
  };

  const remove = (model: WorkspaceModel, key: AttributeMap): void => {
    const items = itemsOf(model).get(partOf(key, model.hash));
    items?.delete(partOf(key, model.range));
    if (items?.size === 0) itemsOf(model).delete(partOf(key, model.hash));
  };

  const found = ({ model, hash, by = 'key', descending, keysOnly }: ItemQuery): readonly AttributeMap[] => {
    const { index } = model;
    const items =
      by === 'index' && index !== undefined
        ? [...itemsOf(model).values()]
            .flatMap((partition) => [...partition.values()])
            // An item without the index's keys is not in the index.
            .filter(
              (item) => stringOf(item, index.hash) === hash && stringOf(item, index.range) !== undefined,
            )
        : [...(itemsOf(model).get(hash)?.values() ?? [])];
    const range = by === 'index' ? index?.range : model.range;
    const sorted = items.sort((a, b) => compareText(partOf(a, range), partOf(b, range)));
    const ordered = descending === true ? sorted.reverse() : sorted;
    return keysOnly === true ? ordered.map((item) => keyIn(model, item)) : ordered;
  };

  /** Whether the condition of `write` holds, and the item it met. */
  const meets = (write: ItemWrite): { readonly holds: boolean; readonly old: AttributeMap | undefined } => {
    const old = find(write.model, keyOfWrite(write));
    switch (write.kind) {
      case 'create':
        return { holds: old === undefined, old };
      case 'update':
      case 'delete':
        return { holds: old !== undefined && versionOf(old) === write.version, old };
      case 'erase':
        return { holds: true, old };
    }
  };

  const isDone = (write: ItemWrite, old: AttributeMap | undefined): boolean => {
    const writeId =
      write.kind === 'create'
        ? stringOf(write.item, WRITE_ID)
        : write.kind === 'update'
          ? stringOf(write.set, WRITE_ID)
          : undefined;
    return writeId !== undefined && isWrittenBy(old, writeId);
  };

  const apply = (write: ItemWrite): void => {
    switch (write.kind) {
      case 'create':
        put(write.model, write.item);
        break;
      case 'update':
        put(write.model, changed(find(write.model, write.key) ?? write.key, write.set, write.remove));
        break;
      case 'delete':
      case 'erase':
        remove(write.model, write.key);
        break;
    }
  };

  const writeTogether = async (writes: readonly ItemWrite[], options?: ItemOptions): Promise<ItemWritten> => {
    await Promise.resolve();
    throwIfCancelled(options?.signal);
    if (writes.length > 100) {
      throw new AppError('LimitExceeded', { message: 'A transaction holds at most 100 members.' });
    }
    const met = writes.map(meets);
    const index = met.findIndex(({ holds }) => !holds);
    const failed = writes[index];
    if (failed === undefined) {
      writes.forEach(apply);
      return { applied: true };
    }
    const old = met[index]?.old;
    return isDone(failed, old) ? { applied: true } : { applied: false, index, met: old };
  };

  return {
    putRaw: put,

    get: async (model, key, options) => {
      await Promise.resolve();
      throwIfCancelled(options?.signal);
      return find(model, key);
    },

    page: async (query, { limit = PAGE, from, signal }) => {
      await Promise.resolve();
      throwIfCancelled(signal);
      const items = found(query);
      const text = from === undefined ? undefined : JSON.stringify(keyIn(query.model, from));
      const start =
        text === undefined
          ? 0
          : items.findIndex((item) => JSON.stringify(keyIn(query.model, item)) === text) + 1;
      const some = items.slice(start, start + limit);
      const last = some.at(-1);
      const more = start + some.length < items.length && last !== undefined;
      return { items: some, next: more ? keyIn(query.model, last) : undefined };
    },

    async *pages(query, options) {
      await Promise.resolve();
      const items = found(query);
      for (let at = 0; at < items.length; at += PAGE) {
        throwIfCancelled(options?.signal);
        yield items.slice(at, at + PAGE);
      }
      throwIfCancelled(options?.signal);
    },

    async *scanKeys(model, options) {
      await Promise.resolve();
      throwIfCancelled(options?.signal);
      for (const partition of itemsOf(model).values()) {
        yield { items: [...partition.values()].map((item) => keyIn(model, item)), segment: 0, units: 0 };
      }
    },

    write: (write, options) => writeTogether([write], options),
    writeTogether,

    erase: async (model, keys, options) => {
      await Promise.resolve();
      throwIfCancelled(options?.signal);
      keys.forEach((key) => remove(model, key));
      return { leftovers: [], error: undefined };
    },
  };
}
