import type { Settings } from '#shared/contract/app.ts';

/** The theme that the toggle changes to: the one that is not on screen. */
export function otherTheme(theme: Settings['theme'], darkSystem: boolean): 'light' | 'dark' {
  const dark = theme === 'dark' || (theme === 'system' && darkSystem);
  return dark ? 'light' : 'dark';
}
