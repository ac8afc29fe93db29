import { HOLDS_FOCUS } from '../ui/focus/focusPlace.ts';
import { focusOnceThere } from '../ui/focus/keepFocus.ts';

/** The pane of lists: its element, which can be focused but is no stop of Tab. */
export const LIST_PANE = { id: 'lists', ...HOLDS_FOCUS } as const;

/**
 * Moves the focus to the list that carries `scope`. Where it is still being read, the focus waits on the pane and goes
 * on to the list once it is there, unless the reader has moved it elsewhere by then.
 */
export function focusList(scope: string): void {
  focusOnceThere(
    () => document.querySelector<HTMLElement>(`[data-scope="${scope}"]`),
    // The pane itself may have to be drawn first: in a narrow window the lists stand alone.
    () => document.getElementById(LIST_PANE.id),
  );
}
