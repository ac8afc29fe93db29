import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Looked, TextQuery, Towards, TravelTarget } from '#shared/contract/travel.ts';
import { hasCode } from '#shared/errors/appError.ts';
import { createContextStore } from '../../../ui/store.tsx';
import type { TaskStore } from '../store.ts';
import type { TaskDeps } from '../taskState.ts';
import { withNews, type Hit } from './hits.ts';
import { startPlayer, type Player } from './player.ts';
import { FIRST_SPEED, speedOf } from './speeds.ts';

/** What is open under the bar. */
export type TravelPanel = 'goTo' | 'search';

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

/** Looking for one event. */
export interface Seeking extends Looked {
  readonly what: string;
}

/** What of travelling is on screen. */
export interface TravelState {
  readonly panel: TravelPanel | undefined;
  readonly seeking: Seeking | undefined;
  readonly search: SearchState | undefined;
  readonly playing: boolean;
  /** One of the values of `SPEEDS`. */
  readonly speed: string;
  /** Whether runs of one type are collapsed in the list. */
  readonly grouping: boolean;
  /** The open groups, by their first sequence. */
  readonly expanded: readonly number[];
}

/** What the reader can do. */
export interface TravelActions {
  /** Looks for an event and selects it; `what` names it in notices, such as `failure`. */
  readonly seek: (target: TravelTarget, towards: Towards, what: string) => void;
  readonly stopSeeking: () => void;
  readonly search: (query: TextQuery) => void;
  readonly stopSearch: () => void;
  /** Goes to the next or previous hit of the last search. */
  readonly walk: (towards: 'forward' | 'backward') => void;
  readonly open: (panel: TravelPanel | undefined) => void;
  readonly play: () => void;
  readonly pause: () => void;
  readonly setSpeed: (speed: string) => void;
  readonly group: (grouping: boolean) => void;
  readonly toggleGroup: (firstSeq: number) => void;
  /** Ends what runs. */
  readonly dispose: () => void;
}

/** State and actions of travelling through one task. */
export interface TravelStore extends TravelState {
  readonly actions: TravelActions;
}

/** The context through which the parts of the task screen reach it. */
export const travelContext = createContextStore<TravelStore>('travel');

/** The window's side of playing. */
export interface PlayScreen {
  readonly frame: (callback: (nowMs: number) => void) => () => void;
  readonly reducedMotion: () => boolean;
}

/** Moves while playing for those who asked for little motion: so many milliseconds apart. */
const CALM = 500;

/** How many events are asked for at once while playing. */
const AHEAD = 2000;

/** Creates the store of travelling through the task of `task`. `say` tells the reader one short sentence. */
export function createTravelStore(
  { client }: Pick<TaskDeps, 'client'>,
  task: StoreApi<TaskStore>,
  screen: PlayScreen,
  say: (text: string) => void,
): StoreApi<TravelStore> {
  let seeking: AbortController | undefined;
  let searching: AbortController | undefined;
  let player: Player | undefined;
  const handle = (): string | undefined => task.getState().progress?.handle;

  return createStore<TravelStore>()((set, get) => {
    const stopSeeking = (): void => {
      seeking?.abort();
      seeking = undefined;
      set({ seeking: undefined });
    };
    const pause = (): void => {
      player?.stop();
      player = undefined;
      set({ playing: false });
    };
    const seek = async (target: TravelTarget, towards: Towards, what: string): Promise<void> => {
      const at = handle();
      if (at === undefined) return;
      stopSeeking();
      const mine = new AbortController();
      seeking = mine;
      const seq = task.getState().selected;
      try {
        const found = await client.travel.find(
          { handle: at, seq, towards, target },
          {
            signal: mine.signal,
            onItem: (looked) => !mine.signal.aborted && set({ seeking: { ...looked, what } }),
          },
        );
        if (mine.signal.aborted) return;
        if (found.seq !== null) task.getState().actions.select(found.seq);
        else
          say(
            `No ${what} ${towards === 'start' ? 'in this stream' : `${towards === 'forward' ? 'after' : 'before'} event ${String(seq)}`}.`,
          );
      } catch (error) {
        // Cancelled by the next one; a lost host is told by the banner; a bad expression concerns the reader.
        if (!mine.signal.aborted && hasCode(error, 'InvalidInput'))
          say(error instanceof Error ? error.message : '');
      }
      if (seeking === mine) stopSeeking();
    };
    const search = async (query: TextQuery): Promise<void> => {
      const at = handle();
      if (at === undefined) return;
      searching?.abort();
      const mine = new AbortController();
      searching = mine;
      const begin: SearchState = {
        query,
        phase: 'running',
        error: undefined,
        count: 0,
        hits: [],
        looked: 0,
        total: 0,
        version: 0,
      };
      set({ search: begin });
      const update = (change: (now: SearchState) => Partial<SearchState>): void => {
        if (mine.signal.aborted) return;
        const now = get().search ?? begin;
        set({ search: { ...now, ...change(now) } });
      };
      try {
        const { version } = await client.travel.search(
          { handle: at, query },
          {
            signal: mine.signal,
            onItem: ({ hits, restarted, ...looked }) =>
              update((now) => ({ ...looked, hits: withNews(restarted ? [] : now.hits, hits) })),
          },
        );
        update(() => ({ phase: 'done', version }));
      } catch (error) {
        update(() => ({ phase: 'failed', error }));
      }
    };

    return {
      panel: undefined,
      seeking: undefined,
      search: undefined,
      playing: false,
      speed: FIRST_SPEED,
      grouping: false,
      expanded: [],
      actions: {
        seek: (target, towards, what) => {
          pause();
          void seek(target, towards, what);
        },
        stopSeeking,
        search: (query) => void search(query),
        stopSearch: () => {
          searching?.abort();
          const now = get().search;
          if (now?.phase === 'running') set({ search: { ...now, phase: 'cancelled' } });
        },
        walk: (towards) => {
          const query = get().search?.query;
          if (query === undefined) set({ panel: 'search' });
          else get().actions.seek({ kind: 'text', query }, towards, 'hit');
        },
        open: (panel) => set({ panel }),
        play: () => {
          const { selected, summary, sequences, actions } = task.getState();
          if (player !== undefined || summary === undefined || summary.events === 0) return;
          stopSeeking();
          // From the last event there is nothing to play but the whole.
          if (sequences !== undefined && selected >= sequences.last) actions.select(sequences.first);
          set({ playing: true });
          player = startPlayer(speedOf(get().speed).speed, {
            ask: async (seq) => {
              const at = handle();
              return at === undefined
                ? { seqs: [], sinceMs: [] }
                : client.travel.pace({ handle: at, seq, count: AHEAD });
            },
            selected: () => task.getState().selected,
            select: actions.select,
            frame: screen.frame,
            rest: () => (screen.reducedMotion() ? CALM : 0),
            onEnd: pause,
          });
        },
        pause,
        setSpeed: (speed) => {
          set({ speed });
          player?.setSpeed(speedOf(speed).speed);
        },
        group: (grouping) => set({ grouping, expanded: [] }),
        toggleGroup: (firstSeq) =>
          set(({ expanded }) => ({
            expanded: expanded.includes(firstSeq)
              ? expanded.filter((each) => each !== firstSeq)
              : [...expanded, firstSeq],
          })),
        dispose: () => {
          pause();
          stopSeeking();
          searching?.abort();
        },
      },
    };
  });
}
