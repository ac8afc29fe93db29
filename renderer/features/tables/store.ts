import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppClient } from '#shared/contract/index.ts';
import type { TableDescription } from '#shared/model/layout.ts';
import { done, failed, IDLE, RUNNING, type AsyncState } from '../../ui/asyncState.ts';
import { createContextStore } from '../../ui/store.tsx';

/** A table whose description could not be read, and why. */
export interface FailedTable {
  readonly table: string;
  readonly reason: string;
}

/** The tables of the chosen connection. */
export interface TablesState {
  readonly connection: string | undefined;
  /** Tables read so far; those of the last reading stay while they are read again. */
  readonly tables: readonly TableDescription[];
  readonly reading: AsyncState<readonly FailedTable[]>;
  /** Lists the tables of another connection, and leaves the ones of the last. */
  readonly open: (connection: string | undefined) => void;
  /** Lists them again. */
  readonly reload: () => void;
}

const byName = (a: TableDescription, b: TableDescription): number => (a.table < b.table ? -1 : 1);

/** Creates the store of tables. */
export function createTablesStore({
  client,
}: {
  readonly client: Pick<AppClient, 'tables'>;
}): StoreApi<TablesState> {
  return createStore<TablesState>()((set, get) => {
    let abort = new AbortController();

    const read = async (connection: string): Promise<void> => {
      abort.abort();
      const mine = new AbortController();
      abort = mine;
      const found: TableDescription[] = [];
      const first = get().tables.length === 0;
      set({ reading: RUNNING });
      try {
        const result = await client.tables.list(
          { connection },
          {
            signal: mine.signal,
            onItem: (table) => {
              found.push(table);
              if (first && !mine.signal.aborted) set({ tables: [...found].sort(byName) });
            },
          },
        );
        if (!mine.signal.aborted) set({ tables: [...found].sort(byName), reading: done(result.failed) });
      } catch (error) {
        if (!mine.signal.aborted) set({ reading: failed(error) });
      }
    };
    return {
      connection: undefined,
      tables: [],
      reading: IDLE,
      open: (connection) => {
        if (get().connection === connection) return;
        abort.abort();
        set({ connection, tables: [], reading: IDLE });
        if (connection !== undefined) void read(connection);
      },
      reload: () => {
        const { connection } = get();
        if (connection !== undefined) void read(connection);
      },
    };
  });
}

/** The tables store by context. */
export const tablesStore = createContextStore<TablesState>('tables');
