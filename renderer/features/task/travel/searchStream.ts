import type { StoreApi } from 'zustand/vanilla';
import type { Looked, TextQuery } from '#shared/contract/travel.ts';
import type { TaskStore } from '../store.ts';
import type { TaskDeps } from '../taskState.ts';
import { withNews, type Hit } from './hits.ts';

/** A search through the whole stream. */
export interface SearchState extends Looked {
  readonly query: TextQuery;
  readonly phase: 'running' | 'done' | 'cancelled' | 'failed';
  readonly error: unknown;
  /** All hits, those that are not listed among them. */
  readonly count: number;
  readonly hits: readonly Hit[];
  /** The version of the stream that it has looked through. */
  readonly version: number;
}

/** Searches the whole stream, one search at a time: a new one ends the one before. */
export interface Searcher {
  readonly search: (query: TextQuery) => void;
  /** Ends the search; what it has found stays. */
  readonly stop: () => void;
}

/** Creates the searcher of one task's screen; `show` is told at every step. */
export function createSearcher(
  { client }: Pick<TaskDeps, 'client'>,
  task: StoreApi<TaskStore>,
  show: (search: SearchState) => void,
): Searcher {
  let running: AbortController | undefined;
  let now: SearchState | undefined;

  const update = (change: Partial<SearchState>): void => {
    if (now === undefined) return;
    now = { ...now, ...change };
    show(now);
  };
  const search = async (query: TextQuery): Promise<void> => {
    const handle = task.getState().progress?.handle;
    if (handle === undefined) return;
    running?.abort();
    const mine = new AbortController();
    running = mine;
    now = { query, phase: 'running', error: undefined, count: 0, hits: [], looked: 0, total: 0, version: 0 };
    show(now);
    try {
      const { version } = await client.travel.search(
        { handle, query },
        {
          signal: mine.signal,
          onItem: ({ hits, restarted, ...looked }) => {
            if (mine.signal.aborted) return;
            update({ ...looked, hits: withNews(restarted ? [] : (now?.hits ?? []), hits) });
          },
        },
      );
      if (!mine.signal.aborted) update({ phase: 'done', version });
    } catch (error) {
      if (!mine.signal.aborted) update({ phase: 'failed', error });
    }
  };
  return {
    search: (query) => void search(query),
    stop: () => {
      running?.abort();
      if (now?.phase === 'running') update({ phase: 'cancelled' });
    },
  };
}
