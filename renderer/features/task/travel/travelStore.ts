import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TextQuery, Towards, TravelTarget } from '#shared/contract/travel.ts';
import { createContextStore } from '../../../ui/store.tsx';
import type { TaskStore } from '../store.ts';
import type { TaskDeps } from '../taskState.ts';
import { startPlayer, type Player } from './player.ts';
import { createSearcher, type SearchState } from './searchStream.ts';
import { createSeeker, type Seeking } from './seekEvent.ts';
import { FIRST_SPEED, speedOf } from './speeds.ts';

/** What is open under the bar. */
export type TravelPanel = 'goTo' | 'search';

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
  /** The open groups, by their first sequence; the last opened ones, if very many. */
  readonly expanded: readonly number[];
}

/** What the reader can do. */
export interface TravelActions {
  /** Looks for an event and selects it; `what` names it in notices, such as `failure`. */
  readonly seek: (target: TravelTarget, towards: Towards, what: string) => void;
  readonly stopSeeking: () => void;
  readonly search: (query: TextQuery) => void;
  readonly stopSearch: () => void;
  /** Goes to the next or previous hit of the last search, and around the ends of the stream. */
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

/** As many open groups as the host takes. */
const MOST_OPEN = 1000;

/** Creates the store of travelling through the task of `task`. `say` tells the reader one short sentence. */
export function createTravelStore(
  deps: Pick<TaskDeps, 'client'>,
  task: StoreApi<TaskStore>,
  screen: PlayScreen,
  say: (text: string) => void,
): StoreApi<TravelStore> {
  let player: Player | undefined;

  return createStore<TravelStore>()((set, get) => {
    const seeker = createSeeker(deps, task, { say, show: (seeking) => set({ seeking }) });
    const searcher = createSearcher(deps, task, (search) => set({ search }));
    const pause = (): void => {
      player?.stop();
      player = undefined;
      set({ playing: false });
    };
    const ask = async (seq: number) => {
      const handle = task.getState().progress?.handle;
      return handle === undefined
        ? { seqs: [], sinceMs: [] }
        : deps.client.travel.pace({ handle, seq, count: AHEAD });
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
          seeker.seek(target, towards, what);
        },
        stopSeeking: seeker.stop,
        search: searcher.search,
        stopSearch: searcher.stop,
        walk: (towards) => {
          const query = get().search?.query;
          pause();
          if (query === undefined) set({ panel: 'search' });
          else seeker.seek({ kind: 'text', query }, towards, 'hit', true);
        },
        open: (panel) => set({ panel }),
        play: () => {
          const { selected, summary, sequences, actions } = task.getState();
          if (player !== undefined || summary === undefined || summary.events === 0) return;
          seeker.stop();
          // From the last event there is nothing to play but the whole.
          if (sequences !== undefined && selected >= sequences.last) actions.select(sequences.first);
          set({ playing: true });
          player = startPlayer(speedOf(get().speed).speed, {
            ask,
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
              : [...expanded, firstSeq].slice(-MOST_OPEN),
          })),
        dispose: () => {
          pause();
          seeker.stop();
          searcher.stop();
        },
      },
    };
  });
}
