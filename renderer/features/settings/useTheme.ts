import { useEffect } from 'react';
import type { Settings } from '#shared/contract/app.ts';
import { useMedia } from '../../ui/useMedia.ts';

/** Whether the system asks for a dark window. */
export function useDarkSystem(): boolean {
  return useMedia('(prefers-color-scheme: dark)');
}

/** Puts the chosen theme on the document; the tokens follow it. */
export function useTheme(theme: Settings['theme']): void {
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
}
