import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppClient } from '#shared/contract/index.ts';
import type { TaskRow } from '#shared/contract/tasks.ts';
import { done, failed, IDLE, RUNNING, type AsyncState } from '../../ui/asyncState.ts';
import { createContextStore } from '../../ui/store.tsx';

/** How many tasks the palette shows at most. */
export const FIND_LIMIT = 20;

/** How long typing rests before the host is asked, in milliseconds. */
export const TYPING_MS = 120;

/** The command palette: whether it is open, what is typed, the tasks found by it. */
export interface PaletteState {
  readonly open: boolean;
  readonly text: string;
  readonly found: AsyncState<readonly TaskRow[]>;
  readonly show: () => void;
  readonly hide: () => void;
  /** Sets the text and looks for tasks in the listed table `handle`, if one is open. */
  readonly type: (text: string, handle: string | undefined) => void;
}

/** Creates the store of the palette. */
export function createPaletteStore({
  client,
}: {
  readonly client: Pick<AppClient, 'tasks'>;
}): StoreApi<PaletteState> {
  return createStore<PaletteState>()((set) => {
    let abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = (): void => {
      abort.abort();
      clearTimeout(timer);
    };
    const find = async (handle: string, text: string): Promise<void> => {
      const mine = new AbortController();
      abort = mine;
      try {
        const rows = await client.tasks.find({ handle, text, limit: FIND_LIMIT }, { signal: mine.signal });
        if (!mine.signal.aborted) set({ found: done(rows) });
      } catch (error) {
        if (!mine.signal.aborted) set({ found: failed(error) });
      }
    };
    return {
      open: false,
      text: '',
      found: IDLE,
      show: () => set({ open: true, text: '', found: IDLE }),
      hide: () => {
        stop();
        set({ open: false });
      },
      type: (text, handle) => {
        stop();
        const wanted = text.trim();
        const useless = wanted === '' || handle === undefined;
        set({ text, ...(useless ? { found: IDLE } : { found: RUNNING }) });
        if (!useless) timer = setTimeout(() => void find(handle, wanted), TYPING_MS);
      },
    };
  });
}

/** The palette store by context. */
export const paletteStore = createContextStore<PaletteState>('palette');
