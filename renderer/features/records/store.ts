import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppClient } from '#shared/contract/index.ts';
import type { RecordFilter, RecordRow } from '#shared/contract/records.ts';
import type { RowListProgress } from '#shared/contract/rowLists.ts';
import { createLatest } from '../../ui/latest.ts';
import type { LayoutDeps } from '../../ui/list/layoutPane.ts';
import { handleOf, rowList, type RowListState, type RowSource } from '../../ui/list/rowList.ts';
import { createContextStore } from '../../ui/store.tsx';

/** The list before anything narrows it. */
export const NO_FILTER: RecordFilter = { owner: null, text: '', only: 'all', now: 0, order: 'owner' };

/** An owner, and how many records they have. */
export interface RecordOwner {
  readonly owner: string;
  readonly records: number;
}

/** The records of the open table, and whose they are. */
export interface RecordsState extends RowListState<RecordFilter, RecordRow, RowListProgress> {
  /** The owners of what was read so far, by name. */
  readonly owners: readonly RecordOwner[];
}

const sourceOf = ({
  records,
}: Pick<AppClient, 'records'>): RowSource<RecordFilter, RecordRow, RowListProgress> => ({
  open: ({ connection, table }, options) => records.open({ connection, table, query: {} }, options),
  fetch: (handle, filter) => (from, to, signal) =>
    records.range({ handle, filter, range: { from, to } }, { signal }),
  indexOf: (handle, filter, key, signal) => records.indexOf({ handle, filter, key }, { signal }),
  reload: (handle) => records.reload({ handle }),
  keyOf: ({ key }) => key,
  isComplete: ({ complete }) => complete,
});

const byName = (a: RecordOwner, b: RecordOwner): number =>
  a.owner < b.owner ? -1 : a.owner > b.owner ? 1 : 0;

/** Creates the store of a table of the layout `record`. */
export function createRecordsStore({
  client,
  clock,
}: {
  readonly client: Pick<LayoutDeps['client'], 'records'>;
  readonly clock: Pick<LayoutDeps['clock'], 'now'>;
}): StoreApi<RecordsState> {
  return createStore<RecordsState>()((set, get) => {
    const owners = createLatest();
    const askOwners = (): void => {
      const handle = handleOf(get().reading);
      if (handle === undefined) return;
      void owners.run(
        (signal) => client.records.owners({ handle }, { signal }),
        (found) => set({ owners: [...found].sort(byName) }),
      );
    };
    const list = rowList({
      source: sourceOf(client),
      clock,
      filter: NO_FILTER,
      set: (patch) => set('table' in patch ? { ...patch, owners: [] } : patch),
      get,
      onChange: askOwners,
      onLeave: owners.cancel,
    });
    return {
      ...list,
      narrow: (patch) => list.narrow({ ...patch, now: Math.floor(clock.now() / 1000) }),
      owners: [],
    };
  });
}

/** The store by context. */
export const recordsStore = createContextStore<RecordsState>('records');
