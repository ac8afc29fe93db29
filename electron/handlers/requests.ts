import type { AppHandlers } from '#shared/contract/index.ts';
import type { Services } from '../hostServices.ts';
import { rowListHandlers } from './rowLists.ts';

/** Handlers of `requests`: the access requests of a table, and decisions on them. */
export const requestHandlers = ({ requests }: Pick<Services, 'requests'>): AppHandlers['requests'] => ({
  ...rowListHandlers(requests.lists),
  counts: ({ handle, filter }) => requests.counts(handle, filter),
  get: ({ id, ...ref }, { signal }) => requests.get(ref, id, signal),
  decide: (input, { signal }) => requests.decide(input, signal),
});
