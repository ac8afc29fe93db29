import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LetterFilter, QueueCount } from '#shared/contract/deadLetters.ts';
import type { AppClient } from '#shared/contract/index.ts';
import type { RowListProgress } from '#shared/contract/rowLists.ts';
import { letterKeyText, letterRefOf, type DeadLetterItem } from '#shared/model/deadLetter.ts';
import { createLatest } from '../../ui/latest.ts';
import { handleOf, rowList, type RowListState } from '../../ui/list/rowList.ts';
import { createContextStore } from '../../ui/store.tsx';
import type { Clock } from '../../ui/time/clock.ts';

/** The list before anything narrows it: what waits to be redriven. */
export const NO_FILTER: LetterFilter = { text: '', state: 'open', order: 'newest' };

/** The dead letters of the open table. */
export interface LettersState extends RowListState<LetterFilter, DeadLetterItem, RowListProgress> {
  /** The queues of what was read so far; undefined before any figure is there. */
  readonly queues: readonly QueueCount[] | undefined;
  /** Rises when rows were read or have changed, gathered as the rows are asked for. */
  readonly changes: number;
}

/** The store by context. */
export const lettersStore = createContextStore<LettersState>('dead letters');

/** The name of a row, as the host's list has it. */
export const rowKey = (item: DeadLetterItem): string => letterKeyText(letterRefOf(item));

/** Creates the store of a table's dead letters. */
export function createLettersStore({
  client: { deadLetters },
  clock,
}: {
  readonly client: Pick<AppClient, 'deadLetters'>;
  readonly clock: Pick<Clock, 'now'>;
}): StoreApi<LettersState> {
  const figures = createLatest();
  return createStore<LettersState>()((set, get) => ({
    ...rowList<LetterFilter, DeadLetterItem, RowListProgress>({
      source: {
        open: ({ connection, table }, options) => deadLetters.open({ connection, table, query: {} }, options),
        fetch: (handle, filter) => (from, to, signal) =>
          deadLetters.range({ handle, filter, range: { from, to } }, { signal }),
        indexOf: (handle, filter, key, signal) => deadLetters.indexOf({ handle, filter, key }, { signal }),
        reload: (handle) => deadLetters.reload({ handle }),
        keyOf: rowKey,
        isComplete: ({ complete }) => complete,
      },
      clock,
      filter: NO_FILTER,
      set: (patch) => set(patch),
      get,
      onChange: () => {
        set(({ changes }) => ({ changes: changes + 1 }));
        const handle = handleOf(get().reading);
        if (handle === undefined) return;
        void figures.run(
          (signal) => deadLetters.queues({ handle }, { signal }),
          (queues) => set({ queues }),
        );
      },
      onLeave: () => {
        figures.cancel();
        set({ queues: undefined });
      },
    }),
    queues: undefined,
    changes: 0,
  }));
}

/** How many letters wait to be redriven; undefined until everything has been read. */
export function selectOpen({ complete, queues }: LettersState): number | undefined {
  return complete ? queues?.reduce((sum, { open }) => sum + open, 0) : undefined;
}
