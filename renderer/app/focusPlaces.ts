import { HOLDS_FOCUS, takerIn } from '../ui/focus/focusPlace.ts';
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

/** The part of the window that shows audits. */
export const AUDIT_PART = { id: 'audit', ...HOLDS_FOCUS } as const;

/** Moves the focus to what the part of audits says first: how one stands, or what one would do. */
export function focusAudit(): void {
  const part = (): HTMLElement | null => document.getElementById(AUDIT_PART.id);
  focusOnceThere(() => {
    const shown = part();
    return (shown === null ? undefined : takerIn(shown)) ?? null;
  }, part);
}
