import type { TableRef } from '#shared/contract/common.ts';
import type { StreamContext } from '#shared/contract/define.ts';
import type { RowListProgress } from '#shared/contract/rowLists.ts';
import type { RowLists } from '../services/rowLists.ts';

type Range = { readonly from: number; readonly to: number };

/** The handlers of a list whose rows stay in the host, to be spread into those of its domain. */
export const rowListHandlers = <Q, F, R>(lists: RowLists<Q, F, R>) => ({
  open: async (
    { query, ...ref }: TableRef & { readonly query: Q },
    { emit, signal }: StreamContext<RowListProgress>,
  ) => {
    await lists.open(ref, query, { emit, signal });
    return {};
  },
  range: ({
    handle,
    filter,
    range,
  }: {
    readonly handle: string;
    readonly filter: F;
    readonly range: Range;
  }) => lists.range(handle, filter, range),
  indexOf: async ({
    handle,
    filter,
    key,
  }: {
    readonly handle: string;
    readonly filter: F;
    readonly key: string;
  }) => ({ index: await lists.indexOf(handle, filter, key) }),
  reload: ({ handle }: { readonly handle: string }) => {
    lists.reload(handle);
    return Promise.resolve({});
  },
});
