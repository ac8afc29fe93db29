import { useEffect, useRef, type RefObject } from 'react';

/**
 * Puts the focus on the first element inside the ref's that matches `selector`, when it appears. The attribute makes
 * a dialog that opens at the same moment keep that choice.
 */
export function useFirstFocus<E extends HTMLElement>(selector: string): RefObject<E | null> {
  const place = useRef<E>(null);
  useEffect(() => {
    const target = place.current?.querySelector<HTMLElement>(selector);
    target?.setAttribute('autofocus', '');
    target?.focus();
  }, [selector]);
  return place;
}
