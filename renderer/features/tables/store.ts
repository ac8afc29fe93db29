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
  /** Names of tables that were looked up and could not be described. */
  readonly undescribed: readonly string[];
  /** Lists the tables of another connection, and leaves the ones of the last. */
  readonly open: (connection: string | undefined) => void;
  /** Lists them again. */
  readonly reload: () => void;
  /** Describes one table at once, without waiting until its turn comes in the list. */
  readonly lookUp: (table: string) => void;
  /** Reads a table in this layout from now on; undefined: in the one detected. Rejects with an `AppError`. */
  readonly chooseLayout: (table: string, layout: string | undefined) => Promise<void>;
}

const byName = (a: TableDescription, b: TableDescription): number => (a.table < b.table ? -1 : 1);

/** `tables` with `more` in their places, in the order of names. */
const merged = (
  tables: readonly TableDescription[],
  more: readonly TableDescription[],
): readonly TableDescription[] => {
  const names = new Set(more.map(({ table }) => table));
  return [...tables.filter(({ table }) => !names.has(table)), ...more].sort(byName);
};

/** Creates the store of tables. */
export function createTablesStore({
  client,
}: {
  readonly client: Pick<AppClient, 'tables'>;
}): StoreApi<TablesState> {
  return createStore<TablesState>()((set, get) => {
    let abort = new AbortController();
    const looked = new Set<string>();
    let listed = false;
    /** Described since the listing under way began, so that its older word does not replace them. */
    let fresh: TableDescription[] = [];

    const take = (connection: string, described: TableDescription): void => {
      if (get().connection !== connection) return;
      fresh = [...merged(fresh, [described])];
      set({ tables: merged(get().tables, [described]) });
    };
    const read = async (connection: string): Promise<void> => {
      abort.abort();
      const mine = new AbortController();
      abort = mine;
      const found: TableDescription[] = [];
      const first = !listed;
      fresh = [];
      set({ reading: RUNNING });
      try {
        const result = await client.tables.list(
          { connection },
          {
            signal: mine.signal,
            onItem: (table) => {
              found.push(table);
              if (first && !mine.signal.aborted) set({ tables: merged(get().tables, [table]) });
            },
          },
        );
        if (mine.signal.aborted) return;
        listed = true;
        set({ tables: merged(found, fresh), reading: done(result.failed) });
      } catch (error) {
        if (!mine.signal.aborted) set({ reading: failed(error) });
      }
    };
    const lookUp = async (connection: string, table: string): Promise<void> => {
      looked.add(table);
      try {
        take(connection, await client.tables.describe({ connection, table }));
      } catch {
        // Whoever reads the table is told why it cannot be reached.
        const { undescribed } = get();
        if (get().connection !== connection || undescribed.includes(table)) return;
        set({ undescribed: [...undescribed, table] });
      }
    };
    return {
      connection: undefined,
      tables: [],
      reading: IDLE,
      undescribed: [],
      open: (connection) => {
        if (get().connection === connection) return;
        abort.abort();
        looked.clear();
        listed = false;
        set({ connection, tables: [], reading: IDLE, undescribed: [] });
        if (connection !== undefined) void read(connection);
      },
      reload: () => {
        const { connection } = get();
        if (connection === undefined) return;
        looked.clear();
        void read(connection);
      },
      lookUp: (table) => {
        const { connection, tables } = get();
        if (connection === undefined || looked.has(table)) return;
        if (tables.some((known) => known.table === table)) return;
        void lookUp(connection, table);
      },
      chooseLayout: async (table, layout) => {
        const { connection } = get();
        if (connection === undefined) return;
        take(connection, await client.tables.chooseLayout({ connection, table, layout: layout ?? null }));
      },
    };
  });
}

/** The tables store by context. */
export const tablesStore = createContextStore<TablesState>('tables');
