import { createStore, type StoreApi } from 'zustand/vanilla';
import { pathToPlace, placeToPath, type Place } from '#shared/model/place.ts';
import { createContextStore } from '../ui/store.tsx';

/**
 * What the right side shows: the task of the place, the list of conflicts, or that of dead letters. `layout`: the making
 * of a layout for the table, in place of list and task.
 */
export type View = 'task' | 'conflicts' | 'deadLetters' | 'layout';

/** Where the window is. */
export interface RouterState {
  readonly place: Place;
  readonly view: View;
  /** Whether the address named no place that exists in the window. */
  readonly unknown: boolean;
  /** Goes to a place. `replace` leaves no step to come back to, as for every move of the scrubber. */
  readonly go: (place: Place, options?: { readonly view?: View; readonly replace?: boolean }) => void;
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
  'view=layout': 'layout',
} as const satisfies Record<string, View>;

/** The path and query for a place and a view. */
export function addressOf(place: Place, view: View): string {
  const path = placeToPath(place);
  if (view === 'task') return path;
  return `${path}${path.includes('?') ? '&' : '?'}view=${view}`;
}

/** The place and view that a path with query names. */
export function readAddress(path: string): Pick<RouterState, 'place' | 'view' | 'unknown'> {
  const place = pathToPlace(path);
  const query = path.split('?')[1] ?? '';
  const pairs = query.split('&');
  const [, view = 'task'] = Object.entries(VIEWS).find(([pair]) => pairs.includes(pair)) ?? [];
  return { place: place ?? {}, view, unknown: place === undefined };
}

/** Creates the store of where the window is; address and state say the same at all times. */
export function createRouterStore(bar: AddressBar): StoreApi<RouterState> {
  return createStore<RouterState>()((set, get) => {
    bar.onMove(() => set(readAddress(bar.read())));
    return {
      ...readAddress(bar.read()),
      go: (place, { view = 'task', replace = false } = {}) => {
        const address = addressOf(place, view);
        if (address === addressOf(get().place, get().view) && !get().unknown) return;
        bar.write(address, replace);
        set({ place, view, unknown: false });
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
