import { createStore, type StoreApi } from 'zustand/vanilla';
import { pathToPlace, placeToPath, type Place } from '#shared/model/place.ts';
import { createContextStore } from '../ui/store.tsx';
import { comparedIn, comparedText, type ComparedWith } from './comparedWith.ts';

/**
 * What the right side shows: the task of the place, the list of conflicts, that of dead letters, or the audits. `layout`: the making
 * of a layout for the table, in place of list and task. `compare`: the task of the place beside another.
 * `whatIf`: what another reducer would make of the table's tasks.
 */
export type View = 'task' | 'conflicts' | 'deadLetters' | 'audit' | 'layout' | 'compare' | 'whatIf';

/** Where the window is. */
export interface RouterState {
  readonly place: Place;
  readonly view: View;
  /** What the task is compared with, in the view `compare`. */
  readonly other?: ComparedWith | undefined;
  /** The place of the task that was looked at before this one. */
  readonly before?: Place | undefined;
  /** Whether the address named no place that exists in the window. */
  readonly unknown: boolean;
  /** Goes to a place. `replace` leaves no step to come back to, as for every move of the scrubber. */
  readonly go: (place: Place, options?: GoOptions) => void;
  /** Goes where a link leads: to a place, or to the comparison that it names. */
  readonly follow: (link: Place) => void;
}

/** How to go to a place. */
export interface GoOptions {
  readonly view?: View;
  readonly other?: ComparedWith;
  readonly replace?: boolean;
}

/** The part of the browser that the router needs: the address and its history. */
export interface AddressBar {
  /** Path and query of the present address. */
  readonly read: () => string;
  readonly write: (path: string, replace: boolean) => void;
  /** Calls `listener` when the reader goes back or forward. */
  readonly onMove: (listener: () => void) => void;
}

const VIEWS = {
  'view=conflicts': 'conflicts',
  'view=deadLetters': 'deadLetters',
  'view=audit': 'audit',
  'view=layout': 'layout',
  'view=whatIf': 'whatIf',
} as const satisfies Record<string, View>;

/** The place to hand to someone else: with what is compared there. */
export const linkedPlace = ({ place, view, other }: Pick<RouterState, 'place' | 'view' | 'other'>): Place =>
  view === 'compare' && other !== undefined ? { ...place, with: comparedText(other) } : place;

/** The path and query for a place and a view, and for what is compared there. */
export function addressOf(place: Place, view: View, other?: ComparedWith): string {
  const path = placeToPath(view === 'compare' ? linkedPlace({ place, view, other }) : place);
  // What is compared with says by itself that something is.
  if (view === 'task' || (view === 'compare' && other !== undefined)) return path;
  return `${path}${path.includes('?') ? '&' : '?'}view=${view}`;
}

/** The place and view that a path with query names. */
export function readAddress(path: string): Pick<RouterState, 'place' | 'view' | 'other' | 'unknown'> {
  const found = pathToPlace(path);
  const { with: compared, ...place } = found ?? {};
  const pairs = (path.split('?')[1] ?? '').split('&');
  const [, view = 'task'] = Object.entries(VIEWS).find(([pair]) => pairs.includes(pair)) ?? [];
  const unknown = found === undefined;
  const other = view === 'task' ? comparedIn(compared) : undefined;
  return other === undefined ? { place, view, unknown } : { place, view: 'compare', other, unknown };
}

/** Creates the store of where the window is; address and state say the same at all times. */
export function createRouterStore(bar: AddressBar): StoreApi<RouterState> {
  return createStore<RouterState>()((set, get) => {
    bar.onMove(() => set({ other: undefined, ...readAddress(bar.read()) }));
    return {
      ...readAddress(bar.read()),
      follow: (link) => {
        const { place, view, other } = readAddress(placeToPath(link));
        get().go(place, { view, ...(other === undefined ? {} : { other }) });
      },
      go: (place, { view = 'task', other, replace = false } = {}) => {
        const address = addressOf(place, view, other);
        const now = get();
        if (address === addressOf(now.place, now.view, now.other) && !now.unknown) return;
        bar.write(address, replace);
        const moved = now.place.task !== undefined && now.place.task !== place.task;
        set({ place, view, other, unknown: false, ...(moved ? { before: now.place } : {}) });
      },
    };
  });
}

/** The browser's own address bar. */
export function browserAddress(window: Window): AddressBar {
  return {
    read: () => `${window.location.pathname}${window.location.search}`,
    write: (path, replace) =>
      replace ? window.history.replaceState(null, '', path) : window.history.pushState(null, '', path),
    onMove: (listener) => window.addEventListener('popstate', listener),
  };
}

/** The router store by context. */
export const routerStore = createContextStore<RouterState>('router');
