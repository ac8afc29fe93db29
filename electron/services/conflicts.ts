import type { Conflict } from '#shared/model/conflict.ts';

/** Whose conflicts are asked for. */
export interface ConflictScope {
  readonly connection: string;
  readonly table?: string | undefined;
  readonly task?: string | undefined;
}

/** The part of a journal that listing needs. */
export interface ReadableJournal {
  list(scope: { readonly table?: string; readonly task?: string }): Promise<readonly Conflict[]>;
  watch(listener: (conflict: Conflict) => void): () => void;
}

/** Conflicts that were met, by connection. */
export interface ConflictService {
  /** Newest first. */
  list(scope: ConflictScope): Promise<readonly Conflict[]>;
  /** Every conflict recorded from now on in `scope`. */
  watch(scope: ConflictScope, listener: (conflict: Conflict) => void): () => void;
}

/** Makes the service that reads conflict journals. */
export function createConflicts(journalOf: (connection: string) => ReadableJournal): ConflictService {
  return {
    list: ({ connection, table, task }) =>
      journalOf(connection).list({
        ...(table === undefined ? {} : { table }),
        ...(task === undefined ? {} : { task }),
      }),
    watch: ({ connection, table, task }, listener) =>
      journalOf(connection).watch((conflict) => {
        const inTable = table === undefined || conflict.table === table;
        if (inTable && (task === undefined || conflict.taskId === task)) listener(conflict);
      }),
  };
}
