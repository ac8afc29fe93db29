import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppClient } from '#shared/contract/index.ts';
import type { TaskRow } from '#shared/contract/tasks.ts';
import { done, failed, IDLE, RUNNING, type AsyncState } from '../../ui/asyncState.ts';
import { createContextStore } from '../../ui/store.tsx';

/** How many tasks the palette shows at most. */
export const FIND_LIMIT = 20;

/** How long typing rests before the host is asked, in milliseconds. */
export const TYPING_MS = 120;

/** How long rests, while tasks come, before the host is asked for what has come, in milliseconds. */
export const COMING_MS = 300;

/** The listed table in which tasks are looked for. */
export interface Listing {
  readonly handle: string;
  /** Rises when there may be other tasks. */
  readonly version: number;
}

/** The command palette: whether it is open, what is typed, the tasks found by it. */
export interface PaletteState {
  readonly open: boolean;
  readonly text: string;
  readonly found: AsyncState<readonly TaskRow[]>;
  readonly show: () => void;
  readonly hide: () => void;
  /** Sets the text and looks for tasks. */
  readonly type: (text: string) => void;
  /** Looks in this table, if one is listed: for the tasks that have come, too, unless as many as are shown are found. */
  readonly lookIn: (listing: Listing | undefined) => void;
}

/** Creates the store of the palette. */
export function createPaletteStore({
  client,
}: {
  readonly client: Pick<AppClient, 'tasks'>;
}): StoreApi<PaletteState> {
  return createStore<PaletteState>()((set, get) => {
    let listing: Listing | undefined;
    let abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    // What was asked last; undefined while nothing is to be found.
    let asked: Listing | undefined;
    const stop = (): void => {
      abort.abort();
      clearTimeout(timer);
      timer = undefined;
      asked = undefined;
    };
    const find = async (): Promise<void> => {
      timer = undefined;
      const text = get().text.trim();
      if (text === '' || listing === undefined) return;
      const { handle } = listing;
      const mine = new AbortController();
      abort = mine;
      asked = listing;
      try {
        const rows = await client.tasks.find({ handle, text, limit: FIND_LIMIT }, { signal: mine.signal });
        if (!mine.signal.aborted) set({ found: done(rows) });
      } catch (error) {
        if (!mine.signal.aborted) set({ found: failed(error) });
      }
      if (!mine.signal.aborted) again();
    };
    /** Asks once more if there may be other tasks than at the last answer. */
    const again = (): void => {
      const { found } = get();
      const isFull = found.phase === 'done' && found.value.length >= FIND_LIMIT;
      const isAnswered = found.phase === 'done' || found.phase === 'failed';
      if (timer !== undefined || !isAnswered || isFull || asked?.version === listing?.version) return;
      timer = setTimeout(() => void find(), COMING_MS);
    };
    const begin = (): void => {
      stop();
      const useless = get().text.trim() === '' || listing === undefined;
      set({ found: useless ? IDLE : RUNNING });
      if (!useless) timer = setTimeout(() => void find(), TYPING_MS);
    };
    return {
      open: false,
      text: '',
      found: IDLE,
      show: () => set({ open: true, text: '', found: IDLE }),
      hide: () => {
        stop();
        // By the time it is shown again the table may be another.
        listing = undefined;
        set({ open: false });
      },
      type: (text) => {
        set({ text });
        begin();
      },
      lookIn: (next) => {
        const before = listing;
        listing = next;
        if (!get().open) return;
        if (before?.handle !== next?.handle) begin();
        else again();
      },
    };
  });
}

/** The palette store by context. */
export const paletteStore = createContextStore<PaletteState>('palette');
