import type { AppError } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { WorkspaceModel } from '#shared/model/workspaceModels.ts';

/** What every call takes: `signal` ends it with `Cancelled`. */
export interface ItemOptions {
  readonly signal?: AbortSignal | undefined;
}

/** One write to one item. `version` is the one that the item must still have. */
export type ItemWrite =
  | { readonly kind: 'create'; readonly model: WorkspaceModel; readonly item: AttributeMap }
  | ({ readonly kind: 'update' } & ItemChange)
  | {
      readonly kind: 'delete';
      readonly model: WorkspaceModel;
      readonly key: AttributeMap;
      readonly version: number;
    }
  /** A delete under no condition. */
  | { readonly kind: 'erase'; readonly model: WorkspaceModel; readonly key: AttributeMap };

/** Attributes to set and to remove under a version. `set` holds the new version and the write's name. */
export interface ItemChange {
  readonly model: WorkspaceModel;
  readonly key: AttributeMap;
  readonly version: number;
  readonly set: AttributeMap;
  readonly remove: readonly string[];
}

/** How a write ended; `met` is the item that its condition met, `index` which of several writes had failed. */
export type ItemWritten =
  | { readonly applied: true }
  | { readonly applied: false; readonly index: number; readonly met: AttributeMap | undefined };

/** Items with one hash key, of the table or of its index, in the order of the range key. */
export interface ItemQuery {
  readonly model: WorkspaceModel;
  readonly hash: string;
  readonly by?: 'key' | 'index' | undefined;
  readonly descending?: boolean | undefined;
  /** Only the key attributes; not for an index. */
  readonly keysOnly?: boolean | undefined;
}

/** A page of items; `next` is where the following one begins. */
export interface ItemPage {
  readonly items: readonly AttributeMap[];
  readonly next: AttributeMap | undefined;
}

/** A page of a whole table; `units` is what it cost. Items of one hash key come in one piece within their segment. */
export interface ScannedPage {
  readonly items: readonly AttributeMap[];
  readonly segment: number;
  readonly units: number;
}

/** Items deleted together under no condition. */
export interface Erased {
  /** Keys of what is not known to be gone. */
  readonly leftovers: readonly AttributeMap[];
  readonly error: AppError | undefined;
}

/** The eight tables of a workspace: what the store needs of DynamoDB, and what its twin does in memory. */
export interface ItemTables {
  get(model: WorkspaceModel, key: AttributeMap, options?: ItemOptions): Promise<AttributeMap | undefined>;
  /** At most `limit` items from `from` on; reads of a table are consistent, those of an index cannot be. */
  page(
    query: ItemQuery,
    options: ItemOptions & { readonly limit?: number | undefined; readonly from?: AttributeMap | undefined },
  ): Promise<ItemPage>;
  pages(query: ItemQuery, options?: ItemOptions): AsyncIterable<readonly AttributeMap[]>;
  /** The keys of a whole table. */
  scanKeys(model: WorkspaceModel, options?: ItemOptions): AsyncIterable<ScannedPage>;
  /** @throws `WriteOutcomeUnknown` when a lost answer cannot be decided */
  write(write: ItemWrite, options?: ItemOptions): Promise<ItemWritten>;
  /**
   * All or none, at most 100; an update or a delete under a version must be among them. Made again under the same
   * `writeId`, it is done once.
   */
  writeTogether(
    writes: readonly ItemWrite[],
    options: ItemOptions & { readonly writeId: string },
  ): Promise<ItemWritten>;
  erase(model: WorkspaceModel, keys: readonly AttributeMap[], options?: ItemOptions): Promise<Erased>;
}
