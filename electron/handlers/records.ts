import type { AppHandlers } from '#shared/contract/index.ts';
import type { Services } from '../hostServices.ts';
import { rowListHandlers } from './rowLists.ts';

/** Handlers of `records`: versioned records, listed, read, and written under their version. */
export const recordHandlers = ({ records }: Services): AppHandlers['records'] => ({
  ...rowListHandlers(records.lists),
  range: async ({ handle, filter, range }) => {
    const { rows, ...page } = await records.lists.range(handle, filter, range);
    return { ...page, rows: rows.map(({ row }) => row) };
  },
  owners: ({ handle }) => records.owners(handle),
  get: async ({ key, ...ref }, call) => ({ record: (await records.get(ref, key, call)) ?? null }),
  compare: ({ before, after }) => Promise.resolve(records.compare(before, after)),
  update: (input, call) => records.update(input, call),
  remove: (input, call) => records.remove(input, call),
});
