import { useEffect, useSyncExternalStore } from 'react';
import type { Settings } from '#shared/contract/app.ts';

const DARK = '(prefers-color-scheme: dark)';

const subscribe = (listener: () => void): (() => void) => {
  const query = window.matchMedia(DARK);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
};

/** Whether the system asks for a dark window. */
export function useDarkSystem(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(DARK).matches);
}

/** The theme that the toggle changes to: the one that is not on screen. */
export function otherTheme(theme: Settings['theme'], darkSystem: boolean): 'light' | 'dark' {
  const dark = theme === 'dark' || (theme === 'system' && darkSystem);
  return dark ? 'light' : 'dark';
}

/** Puts the chosen theme on the document; the tokens follow it. */
export function useTheme(theme: Settings['theme']): void {
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
}
