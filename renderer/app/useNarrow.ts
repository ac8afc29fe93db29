import { useSyncExternalStore } from 'react';

/** Below this width three panes no longer fit, as on a small screen or under 200 % zoom. */
const NARROW = '(max-width: 899px)';

const subscribe = (listener: () => void): (() => void) => {
  const query = window.matchMedia(NARROW);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
};

/** Whether the window is too narrow for three panes side by side. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(NARROW).matches);
}
