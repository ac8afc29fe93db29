import { attributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
import {
  encodeFields,
  keyIn,
  readWorkspaceItem,
  workspaceKey,
  type TypedItem,
} from '#shared/model/workspaceItem.ts';
import type {
  StoredFields,
  WorkspaceFields,
  WorkspaceModel,
  WorkspaceModelName,
} from '#shared/model/workspaceModels.ts';
import { WRITE_ID } from '../settleWrite.ts';
import { checkChange, checkKey, checkNew } from './checks.ts';
import { itemExists, itemMissing, versionConflict } from './errors.ts';
import type { ItemOptions, ItemQuery, ItemTables } from './itemTables.ts';

/** `writeId` names the write: made again under the same name it is done once, and its outcome told again. */
export interface ItemWriteOptions extends ItemOptions {
  readonly writeId?: string | undefined;
}

/** A page of items; `next` is handed in again to read on. */
export interface TypedPage<N extends WorkspaceModelName> {
  readonly items: readonly TypedItem<N>[];
  readonly next: AttributeMap | undefined;
}

/** How much to read, and from where on. */
export interface PageOptions extends ItemOptions {
  readonly limit?: number | undefined;
  readonly from?: AttributeMap | undefined;
  readonly descending?: boolean | undefined;
}

/** The items of one model: kept under versions, every write conditional. Keys are hash and, where there is one, range. */
export interface ItemStore<N extends WorkspaceModelName> {
  readonly model: WorkspaceModel<N>;
  /** `more`: attributes that the model does not know. @throws `ItemExists`, `InvalidInput` */
  create(
    fields: WorkspaceFields[N],
    options?: ItemWriteOptions & { readonly more?: AttributeMap | undefined },
  ): Promise<TypedItem<N>>;
  get(key: AttributeMap, options?: ItemOptions): Promise<TypedItem<N> | undefined>;
  /**
   * Changes the named fields and leaves all others as they are; gives the new version.
   * @throws `VersionConflict` with the version that the write itself met, `NotFound`, `InvalidInput`
   */
  update(
    key: AttributeMap,
    version: number,
    fields: StoredFields<N>,
    options?: ItemWriteOptions & {
      /** Attributes by their wire values, known to the model or not. */
      readonly more?: AttributeMap | undefined;
      readonly remove?: readonly string[] | undefined;
    },
  ): Promise<number>;
  /** @throws `VersionConflict` with the version that the write itself met, `NotFound` */
  delete(key: AttributeMap, version: number, options?: ItemOptions): Promise<void>;
  /** Every item under a hash key, in the order of the range key. */
  list(hash: string, options?: ItemOptions): Promise<readonly TypedItem<N>[]>;
  /** Some items under a hash key, in the order of the range key. */
  page(hash: string, options?: PageOptions): Promise<TypedPage<N>>;
}

/** The items of one model that has an index, and the reads of it. What an index tells may lag behind the table. */
export interface IndexedItemStore<N extends WorkspaceModelName> extends ItemStore<N> {
  listByIndex(hash: string, options?: ItemOptions): Promise<readonly TypedItem<N>[]>;
  pageByIndex(hash: string, options?: PageOptions): Promise<TypedPage<N>>;
}

/** What the stores of all models share. */
export interface StoreContext {
  readonly tables: ItemTables;
  readonly now: () => Date;
  readonly newWriteId: () => string;
}

/** The stamps of a change to version `version`. */
export function stamps(context: StoreContext, version: number, writeId?: string): AttributeMap {
  return {
    version: { N: String(version) },
    updated_at: { S: context.now().toISOString() },
    [WRITE_ID]: { S: writeId ?? context.newWriteId() },
  };
}

/** The store of one model. */
export function itemStore<N extends WorkspaceModelName>(
  context: StoreContext,
  model: WorkspaceModel<N>,
): IndexedItemStore<N> {
  const { tables } = context;
  const read = (attributes: AttributeMap): TypedItem<N> => readWorkspaceItem(model, attributes);

  const all = async (query: Omit<ItemQuery, 'model'>, options: ItemOptions | undefined) => {
    const items: TypedItem<N>[] = [];
    for await (const page of tables.pages({ model, ...query }, options)) {
      for (const item of page) items.push(read(item));
    }
    return items;
  };

  const some = async (query: Omit<ItemQuery, 'model'>, options: PageOptions): Promise<TypedPage<N>> => {
    const { descending, ...rest } = options;
    const { items, next } = await tables.page({ model, descending, ...query }, rest);
    return { items: items.map(read), next };
  };

  return {
    model,

    async create(fields, options) {
      const attributes = attributeMap([
        ...Object.entries(options?.more ?? {}),
        ...Object.entries(encodeFields(fields)),
      ]);
      checkNew(model, attributes);
      const made = stamps(context, 1, options?.writeId);
      const item = attributeMap([
        ...Object.entries(attributes),
        ...Object.entries(made),
        ['created_at', made['updated_at'] ?? { S: '' }],
      ]);
      const written = await tables.write({ kind: 'create', model, item }, { signal: options?.signal });
      if (!written.applied) throw itemExists(model, keyIn(model, item));
      return read(item);
    },

    async get(key, options) {
      checkKey(model, key);
      const item = await tables.get(model, key, options);
      return item === undefined ? undefined : read(item);
    },

    async update(key, version, fields, options) {
      const set = attributeMap([
        ...Object.entries(options?.more ?? {}),
        ...Object.entries(encodeFields(fields)),
      ]);
      const remove = options?.remove ?? [];
      checkChange(model, key, set, remove);
      const stamped = stamps(context, version + 1, options?.writeId);
      const written = await tables.write(
        {
          kind: 'update',
          model,
          key,
          version,
          set: attributeMap([...Object.entries(set), ...Object.entries(stamped)]),
          remove,
        },
        { signal: options?.signal },
      );
      if (written.applied) return version + 1;
      if (written.met === undefined) throw itemMissing(model, key);
      throw versionConflict(model, key, version, written.met);
    },

    async delete(key, version, options) {
      checkKey(model, key);
      const written = await tables.write({ kind: 'delete', model, key, version }, options);
      if (written.applied) return;
      if (written.met === undefined) throw itemMissing(model, key);
      throw versionConflict(model, key, version, written.met);
    },

    async list(hash, options) {
      checkHash(model, hash);
      return all({ hash }, options);
    },
    async page(hash, options = {}) {
      checkHash(model, hash);
      return some({ hash }, options);
    },
    listByIndex: (hash, options) => all({ hash, by: 'index' }, options),
    pageByIndex: (hash, options = {}) => some({ hash, by: 'index' }, options),
  };
}

/** A hash key alone. @throws `InvalidInput` when no item can have it */
const checkHash = (model: WorkspaceModel, hash: string): void => {
  checkKey({ ...model, range: undefined }, workspaceKey({ ...model, range: undefined }, hash));
};
