import type { AppHandlers } from '#shared/contract/index.ts';
import type { Services } from '../hostServices.ts';

/** Handlers of `compare`: opened tasks, or points of one, side by side. */
export const compareHandlers = ({ comparing }: Services): AppHandlers['compare'] => ({
  align: (pair, news) => comparing.align(pair, news),
  rows: ({ left, right, range }, { signal }) => comparing.rows({ left, right }, range, signal),
  at: ({ left, right, row }, { signal }) => comparing.at({ left, right }, row, signal),
  next: ({ left, right, row, towards }, { signal }) => comparing.next({ left, right }, row, towards, signal),
});
