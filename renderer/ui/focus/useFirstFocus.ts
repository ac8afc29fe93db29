import { useEffect, useRef, type RefObject } from 'react';

/**
 * Puts the focus on the first element inside the ref's that matches `selector`, when it appears and whenever `ready`
 * becomes true. Inside a dialog that is only just opening, the attribute leaves the choice to the dialog, which has
 * yet to note where the focus was.
 */
export function useFirstFocus<E extends HTMLElement>(selector: string, ready = true): RefObject<E | null> {
  const place = useRef<E>(null);
  useEffect(() => {
    const target = place.current?.querySelector<HTMLElement>(selector);
    if (!ready || target === null || target === undefined) return;
    target.setAttribute('autofocus', '');
    if (target.closest('dialog')?.open !== false) target.focus();
  }, [selector, ready]);
  return place;
}
