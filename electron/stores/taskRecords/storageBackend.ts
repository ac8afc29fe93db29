import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { StoredRecord } from '#shared/model/taskRecord.ts';

/** What every call takes: `signal` ends it with `Cancelled`. */
export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * What every write takes besides. `writeId` names the write: made again with the same one, it succeeds without being
 * done twice. Left out, a new one is made for each call. `again`: an earlier call under this name may have been applied
 * and covered since, so that a version of somebody else's is no proof of having lost.
 */
export interface WriteOptions extends ReadOptions {
  readonly writeId?: string | undefined;
  readonly again?: boolean | undefined;
}

/** A record under its backend key. `data` is JSON text, byte for byte as it was put. */
export interface VersionedRecord {
  readonly key: string;
  readonly version: number;
  readonly data: string;
}

/** Records in the order of their keys, and the items among them that cannot be read as one. */
export interface RecordList {
  readonly records: readonly VersionedRecord[];
  readonly unreadable: readonly { readonly key: string; readonly reason: string }[];
}

/**
 * A key-value store of versioned JSON texts (seed 001). Keys are {@link backendKey}s; versions count from 1, each is
 * written once, and 0 stands for a record that is not there. The data is never looked into, but for `expiresAt`.
 *
 * Beside the errors named below, every method throws `InvalidInput` for what is no key, `CorruptItem` for an item
 * without readable version or data, and the `AppError`s of a connection. A write whose answer got lost is decided by
 * its `write_id`; what cannot be decided is `WriteOutcomeUnknown`, never a conflict.
 */
export interface StorageBackend {
  /** The record; undefined when there is none. One that has expired is there until the server deletes it. */
  get(key: string, options?: ReadOptions): Promise<VersionedRecord | undefined>;
  /** Reads, then writes version + 1, whatever the version is; gives the version written. */
  put(key: string, data: string, options?: WriteOptions): Promise<number>;
  /**
   * Writes version + 1, provided that the version is `expected` now; 0: provided that there is no record.
   * @throws `VersionConflict`
   */
  putIfVersion(key: string, data: string, expected: number, options?: WriteOptions): Promise<number>;
  /** Deletes whatever version is there, readable or not; gives whether there was one. */
  delete(key: string, options?: ReadOptions): Promise<boolean>;
  /** The records whose keys begin with `prefix`, which must hold a whole owner id and its colon. Every page. */
  listByPrefix(prefix: string, options?: ReadOptions): Promise<RecordList>;
  /** Deletes what has expired and tells how many; 0 where the server does so by itself. */
  cleanupExpired(options?: ReadOptions): Promise<number>;
}

/** How {@link RecordTable.readTable} hands over a table. `units` are read capacity units, 0 where none are told. */
export interface ReadRecordsOptions {
  /** Called one at a time. `items` counts all items so far, those that are no records included. */
  readonly onRecords: (
    records: readonly StoredRecord[],
    progress: { readonly items: number; readonly units: number },
  ) => Promise<void> | void;
  readonly signal: AbortSignal;
}

/** A whole `record` table, for whoever looks at every owner; beside the six operations of an application. */
export interface RecordTable extends StorageBackend {
  /**
   * Deletes the record, provided that its version is `expected` now.
   * @throws `VersionConflict`, also when there is no record
   */
  deleteIfVersion(key: string, expected: number, options?: ReadOptions): Promise<void>;
  /** The item as it lies in the table; undefined when there is none. */
  readItem(key: string, options?: ReadOptions): Promise<AttributeMap | undefined>;
  /** Hands over every record of every owner. */
  readTable(options: ReadRecordsOptions): Promise<void>;
}
