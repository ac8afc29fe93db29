import type { z } from 'zod';
import type { TableRef } from '#shared/contract/common.ts';
import type { ItemWriteOutcome } from '#shared/contract/itemWrites.ts';
import type {
  RequestCounts,
  RequestFilter,
  RequestQuery,
  RequestRow,
  requests,
} from '#shared/contract/requests.ts';
import { hasCode } from '#shared/errors/appError.ts';
import { isRequestStatus, type Decision } from '#shared/model/accessRequest.ts';
import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { decodeRequest, requestKey } from '../stores/requests/requestItems.ts';
import type { RequestPage, RequestStore } from '../stores/requests/requestStore.ts';
import type { ItemConflicts } from './itemConflicts.ts';
import { isAskedFor, ORDERS, passes, rowOf } from './requestRows.ts';
import { createRowLists, type RowLists, type RowReader } from './rowLists.ts';
import type { TableService } from './tables.ts';

/** A decision as the window asks for it. */
export type DecideInput = z.output<typeof requests.decide.input>;

/** A request and the item it was read from. */
export type FoundRequest = z.input<typeof requests.get.output>;

/** What the requests of a host stand on. */
export interface RequestsDeps {
  /** Runs `work` with the store of a table. An outage met on the way marks the table's connection, and is thrown on. */
  readonly withStore: <T>(ref: TableRef, work: (store: RequestStore) => Promise<T>) => Promise<T>;
  readonly tables: Pick<TableService, 'item' | 'describe'>;
  readonly conflicts: ItemConflicts;
  readonly newId: () => string;
}

/** The access requests of tables of layout `request`. */
export interface Requests {
  readonly lists: RowLists<RequestQuery, RequestFilter, RequestRow>;
  /** How many requests each state would leave of an open list. */
  counts(handle: string, filter: RequestFilter): Promise<RequestCounts>;
  get(ref: TableRef, id: string, signal: AbortSignal): Promise<FoundRequest>;
  /**
   * Decides a request. A lost race is an outcome with its story; everything else rejects with an `AppError`.
   * @throws `InvalidInput` when it is not pending
   */
  decide(input: DecideInput, signal: AbortSignal): Promise<ItemWriteOutcome>;
}

/** In words that follow "to". */
const ACTIONS: Readonly<Record<Decision, string>> = {
  approved: 'approve it',
  denied: 'deny it',
  cancelled: 'cancel it',
  expired: 'mark it as expired',
};

const foundIn = (item: AttributeMap | undefined): FoundRequest => {
  const request = item === undefined ? undefined : decodeRequest(item);
  return { request: request === undefined ? null : rowOf(request), item: item ?? null };
};

/** Requests asked for at a time of an index. */
const PAGE = 1000;

const pageOf = (
  store: RequestStore,
  query: Exclude<RequestQuery, { readonly by: 'everything' }>,
  options: { readonly after: AttributeMap | undefined; readonly signal: AbortSignal },
): Promise<RequestPage> => {
  const page = { ...options, limit: PAGE };
  switch (query.by) {
    case 'pending':
      return store.listPending(page);
    case 'requester':
      return store.listByRequester(query.requester, page);
    case 'profile':
      return store.listByProfile(query.profile, page);
  }
};

const readInto = async (
  store: RequestStore,
  query: RequestQuery,
  { signal, onRows }: RowReader<RequestRow>,
): Promise<void> => {
  if (query.by === 'everything') {
    return store.readAll({
      signal,
      onRequests: (found, { units }) => onRows(found.map(rowOf), units),
    });
  }
  let after: AttributeMap | undefined;
  do {
    const page: RequestPage = await pageOf(store, query, { after, signal });
    await onRows(page.requests.map(rowOf));
    after = page.next;
  } while (after !== undefined);
};

/** Makes the service of access requests. */
export function createRequests({ withStore, tables, conflicts, newId }: RequestsDeps): Requests {
  const lists = createRowLists<RequestQuery, RequestFilter, RequestRow>({
    what: 'list of requests',
    newId,
    keyOf: ({ id }) => id,
    matches: passes,
    order: ({ order }) => ORDERS[order],
    belongs: isAskedFor,
    expected: async (ref, query, signal) =>
      query.by === 'everything' ? (await tables.describe(ref, signal)).items : undefined,
    read: (ref, query, reader) => withStore(ref, (store) => readInto(store, query, reader)),
  });

  /** Reads an item anew, and puts it into the lists that show it. */
  const refresh = async (
    ref: TableRef,
    id: string,
    signal: AbortSignal,
  ): Promise<AttributeMap | undefined> => {
    const item = await tables.item(ref, requestKey(id), signal);
    lists.put(ref, id, foundIn(item).request ?? undefined);
    return item;
  };

  return {
    lists,
    counts: async (handle, filter) => {
      const counts: RequestCounts = {
        ...{ all: 0, pending: 0, approved: 0, denied: 0, cancelled: 0, expired: 0, other: 0 },
      };
      for (const { status } of await lists.passing(handle, { ...filter, state: 'all' })) {
        counts.all += 1;
        counts[isRequestStatus(status) ? status : 'other'] += 1;
      }
      return counts;
    },

    get: async (ref, id, signal) => foundIn(await refresh(ref, id, signal)),

    decide: async (input, signal) => {
      const { id, seen, to, by, note, writeId } = input;
      const ref: TableRef = { connection: input.connection, table: input.table };
      const updatedAt = stringOf(seen, 'updated_at');
      try {
        await withStore(ref, (store) =>
          store.decide({ id, updatedAt }, { to, by, note }, { signal, writeId }),
        );
      } catch (error) {
        if (hasCode(error, 'WriteOutcomeUnknown')) return { outcome: 'unknown', message: error.message };
        if (!hasCode(error, 'ConcurrentModification') && !hasCode(error, 'RequestNotFound')) throw error;
        return conflicts.lost({
          ref,
          entry: id,
          attempt: {
            ...{ layout: 'request', key: id, action: ACTIONS[to], lock: 'updated_at' },
            expected: updatedAt ?? 'absent',
            wanted: {
              status: { S: to },
              ...(by === undefined ? {} : { decided_by: { S: by } }),
              ...(note === undefined ? {} : { decision_note: { S: note } }),
            },
          },
          seen,
          readMet: () => refresh(ref, id, signal),
        });
      }
      // It is written, whoever goes away now: what the window shows next must say so.
      return { outcome: 'written', item: (await refresh(ref, id, signal).catch(() => undefined)) ?? null };
    },
  };
}
