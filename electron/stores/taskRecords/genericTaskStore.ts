import { z } from 'zod';
import { AppError, hasCode } from '#shared/errors/appError.ts';
import type { RecordId } from '#shared/model/taskRecord.ts';
import { expiryIn } from './expiry.ts';
import { backendKey, ownerPrefix, recordIdOf } from './keys.ts';
import { corruptRecord, recordExists } from './recordErrors.ts';
import type { ReadOptions, StorageBackend, VersionedRecord, WriteOptions } from './storageBackend.ts';

/** A task of an owner. `version` is what the next write of it has to name. */
export interface OwnedTask<T> extends RecordId {
  readonly version: number;
  readonly value: T;
  /** Epoch seconds from which on it may be gone; until then, and a while after, it is still read. */
  readonly expiresAt?: number;
}

/** The tasks of an owner, and those of theirs that are not what they should be, each with its reason. */
export interface OwnedTasks<T> {
  readonly tasks: readonly OwnedTask<T>[];
  readonly unreadable: readonly { readonly task: string; readonly reason: string }[];
}

/**
 * Tasks of many owners in one table. Every call is made for one owner and reaches that owner's tasks only, whatever
 * characters the ids hold (ADR 12). Errors are those of {@link StorageBackend}; a stored value that does not fit the
 * schema is `CorruptItem`, and one to be written that does not is `InvalidInput`.
 */
export interface GenericTaskStore<T> {
  /** @throws `ItemExists` when the owner has a task of that id */
  create(id: RecordId, value: T, options?: WriteOptions): Promise<OwnedTask<T>>;
  /** The task; undefined when the owner has none of that id. */
  get(id: RecordId, options?: ReadOptions): Promise<OwnedTask<T> | undefined>;
  /** @throws `VersionConflict` when the task is at another version than `expected`, or gone */
  update(id: RecordId, value: T, expected: number, options?: WriteOptions): Promise<OwnedTask<T>>;
  /** Deletes it whatever its version; gives whether there was one. */
  delete(id: RecordId, options?: ReadOptions): Promise<boolean>;
  /** Every task of an owner, in the order of their ids. */
  list(owner: string, options?: ReadOptions): Promise<OwnedTasks<T>>;
}

/**
 * Makes the store of tasks over `backend`, whose data are JSON texts of what `schema` describes. A schema that is to keep
 * what it does not know is a loose one: an update writes the value it is given, and nothing else.
 */
export function genericTaskStore<T>(
  backend: StorageBackend,
  schema: z.core.$ZodType<T>,
): GenericTaskStore<T> {
  const textOf = (value: T): string => {
    const text: unknown = JSON.stringify(value);
    if (typeof text === 'string' && z.safeParse(schema, JSON.parse(text)).success) return text;
    throw new AppError('InvalidInput', {
      message: 'As JSON, the record would not be read as what it is.',
      nextStep: 'Correct the value, or the schema of the store.',
    });
  };

  const owned = (id: RecordId, value: T, version: number, data: string): OwnedTask<T> => {
    const expiresAt = expiryIn(data);
    return { ...id, version, value, ...(expiresAt === undefined ? {} : { expiresAt }) };
  };

  /** The task in a record, or why it is none. */
  const taskIn = (id: RecordId, { data, version }: VersionedRecord): OwnedTask<T> | string => {
    let content: unknown;
    try {
      content = JSON.parse(data);
    } catch (error) {
      return `its data is no JSON (${error instanceof Error ? error.message : String(error)})`;
    }
    const parsed = z.safeParse(schema, content);
    if (parsed.success) return owned(id, parsed.data, version, data);
    const [issue] = parsed.error.issues;
    const where = issue === undefined || issue.path.length === 0 ? 'data' : `“${issue.path.join('.')}”`;
    return `its ${where} does not fit (${issue?.message ?? 'it is something else'})`;
  };

  return {
    async create(id, value, options) {
      const data = textOf(value);
      const key = backendKey(id);
      try {
        return owned(id, value, await backend.putIfVersion(key, data, 0, options), data);
      } catch (error) {
        if (hasCode(error, 'VersionConflict')) throw recordExists(key);
        throw error;
      }
    },

    async get(id, options) {
      const key = backendKey(id);
      const record = await backend.get(key, options);
      if (record === undefined) return undefined;
      const task = taskIn(id, record);
      if (typeof task === 'string') throw corruptRecord(key, task);
      return task;
    },

    async update(id, value, expected, options) {
      if (expected === 0) {
        throw new AppError('InvalidInput', {
          message: 'Version 0 is that of a record which is not there.',
          nextStep: 'Create it instead.',
        });
      }
      const data = textOf(value);
      return owned(id, value, await backend.putIfVersion(backendKey(id), data, expected, options), data);
    },

    delete: (id, options) => backend.delete(backendKey(id), options),

    async list(owner, options) {
      const { records, unreadable } = await backend.listByPrefix(ownerPrefix(owner), options);
      const tasks: OwnedTask<T>[] = [];
      const rest = unreadable.map(({ key, reason }) => ({ task: recordIdOf(key).task, reason }));
      for (const record of records) {
        const id = recordIdOf(record.key);
        const task = taskIn(id, record);
        if (typeof task === 'string') rest.push({ task: id.task, reason: task });
        else tasks.push(task);
      }
      return { tasks, unreadable: rest };
    },
  };
}
