import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TableRef } from '#shared/contract/common.ts';
import type { CallOptions, StreamOptions } from '#shared/contract/define.ts';
import type { RowListProgress } from '#shared/contract/rowLists.ts';
import type { Clock } from '../time/clock.ts';
import type { RangeAnswer } from './rangeCache.ts';
import { rowList, type RowListState } from './rowList.ts';

/** The part of the client that a domain with `rowLists` entries has. `Q` and `F`: its query and filter. */
export interface RowListClient<Q, F, R> {
  readonly open: (
    input: TableRef & { readonly query: Q },
    options: StreamOptions<RowListProgress>,
  ) => Promise<unknown>;
  readonly range: (
    input: {
      readonly handle: string;
      readonly filter: F;
      readonly range: { readonly from: number; readonly to: number };
    },
    options?: CallOptions,
  ) => Promise<RangeAnswer<R>>;
  readonly indexOf: (
    input: { readonly handle: string; readonly filter: F; readonly key: string },
    options?: CallOptions,
  ) => Promise<{ readonly index: number | null }>;
  readonly reload: (input: { readonly handle: string }) => Promise<unknown>;
}

/** A list with the question that decides what is read. */
export interface AskedRowList<Q, F, R> extends RowListState<F, R, RowListProgress> {
  readonly query: Q;
  /** Asks another question: the list is read anew, the filter stays. */
  readonly ask: (query: Q) => void;
}

/** Creates the store of a list whose rows stay in the host. `keyOf` names a row as the host's list does. */
export function createRowListStore<Q, F extends object, R>({
  client,
  clock,
  keyOf,
  query,
  filter,
}: {
  readonly client: RowListClient<Q, F, R>;
  readonly clock: Pick<Clock, 'now'>;
  readonly keyOf: (row: R) => string;
  /** What is read first. */
  readonly query: Q;
  /** What narrows the list first: nothing. */
  readonly filter: F;
}): StoreApi<AskedRowList<Q, F, R>> {
  return createStore<AskedRowList<Q, F, R>>()((set, get) => ({
    ...rowList<F, R, RowListProgress>({
      source: {
        open: ({ connection, table }, options) =>
          client.open({ connection, table, query: get().query }, options),
        fetch: (handle, narrowed) => (from, to, signal) =>
          client.range({ handle, filter: narrowed, range: { from, to } }, { signal }),
        indexOf: (handle, narrowed, key, signal) =>
          client.indexOf({ handle, filter: narrowed, key }, { signal }),
        reload: (handle) => client.reload({ handle }),
        keyOf,
        isComplete: ({ complete }) => complete,
      },
      clock,
      filter,
      set: (patch) => set(patch),
      get,
    }),
    query,
    ask: (asked) => {
      set({ query: asked });
      get().reopen();
    },
  }));
}
