import { useMedia } from '../ui/useMedia.ts';

/** Whether the window is too narrow for three panes side by side, as on a small screen or under 200 % zoom. */
export const useNarrow = (): boolean => useMedia('(max-width: 899px)');
