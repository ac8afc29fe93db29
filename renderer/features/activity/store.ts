import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallBatch, CallTotals, FinishedCall } from '#shared/contract/activity.ts';
import type { AppClient } from '#shared/contract/index.ts';
import { failed, IDLE, RUNNING, type AsyncState } from '../../ui/asyncState.ts';
import { createContextStore } from '../../ui/store.tsx';

/** How many calls the list holds at most. */
export const ROWS_KEPT = 1000;

/** What is known of a connection's calls at one moment. */
export interface Calls {
  /** Newest first; none from before the list was cleared. */
  readonly calls: readonly FinishedCall[];
  /** Of all calls since the host was started. */
  readonly totals: CallTotals;
}

/** The calls between the host and the chosen connection. */
export interface ActivityState {
  readonly open: boolean;
  readonly connection: string | undefined;
  /** Following goes on for as long as the panel is open. */
  readonly feed: AsyncState<never>;
  /** Undefined until the host has told anything. */
  readonly live: Calls | undefined;
  /** What was there when following was paused; undefined while it is not. */
  readonly held: Calls | undefined;
  /** The figures when the list was cleared last. */
  readonly cleared: CallTotals | undefined;
  /** How often following was taken up again; each time the list begins at its top. */
  readonly resumed: number;
  /** The number of the chosen call. */
  readonly selected: number | undefined;
  readonly toggle: () => void;
  /** Follows the calls of `connection` until the function returned is called. */
  readonly follow: (connection: string) => () => void;
  /** Keeps what is shown as it is; the calls go on being counted. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Empties the list and counts from now on. */
  readonly clear: () => void;
  readonly select: (number: number) => void;
}

/** The context through which the panel reaches its store. */
export const activityStore = createContextStore<ActivityState>('activity');

/** What the panel shows: what was held, else the present. */
export const shownOf = ({ held, live }: ActivityState): Calls | undefined => held ?? live;

/** Calls that have ended since following was paused. */
export const newerThanHeld = ({ held, live }: ActivityState): number =>
  held === undefined || live === undefined ? 0 : live.totals.calls - held.totals.calls;

const NEW_LIST = { live: undefined, held: undefined, selected: undefined } as const;

/** Creates the store of the activity panel. */
export function createActivityStore({
  client,
}: {
  readonly client: Pick<AppClient, 'activity'>;
}): StoreApi<ActivityState> {
  let current = new AbortController();

  return createStore<ActivityState>()((set, get) => {
    const take = ({ calls, totals }: CallBatch): void => {
      const { live, cleared } = get();
      const after = cleared?.calls ?? 0;
      const fresh = calls.filter(({ number }) => number > after).reverse();
      set({ live: { calls: [...fresh, ...(live?.calls ?? [])].slice(0, ROWS_KEPT), totals } });
    };
    return {
      open: false,
      connection: undefined,
      feed: IDLE,
      ...NEW_LIST,
      cleared: undefined,
      resumed: 0,
      toggle: () => set({ open: !get().open }),
      follow: (connection) => {
        current.abort();
        current = new AbortController();
        const { signal } = current;
        set({
          ...NEW_LIST,
          connection,
          feed: RUNNING,
          // Behind a lost line there may be another host, which counts anew.
          ...(get().connection === connection && get().feed.phase !== 'failed' ? {} : { cleared: undefined }),
        });
        client.activity
          .watch(
            { connection },
            {
              signal,
              onItem: (batch) => {
                if (!signal.aborted) take(batch);
              },
            },
          )
          .catch((error: unknown) => {
            if (!signal.aborted) set({ feed: failed(error) });
          });
        return () => {
          current.abort();
          set({ feed: IDLE, ...NEW_LIST });
        };
      },
      pause: () => set({ held: get().held ?? get().live }),
      resume: () => set({ held: undefined, selected: undefined, resumed: get().resumed + 1 }),
      clear: () => {
        const { live } = get();
        if (live === undefined) return;
        set({ ...NEW_LIST, live: { ...live, calls: [] }, cleared: live.totals });
      },
      select: (selected) => {
        get().pause();
        set({ selected });
      },
    };
  });
}
