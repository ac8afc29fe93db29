import { useEffect, useEffectEvent } from 'react';
import { isTyping } from './useKeyboard.ts';

/** Calls `onPaste` with a text, in one line, that is pasted while no field has the focus and no dialog is open. */
export function usePaste(onPaste: (text: string) => void): void {
  const take = useEffectEvent(onPaste);
  useEffect(() => {
    const onEvent = (event: ClipboardEvent): void => {
      if (event.defaultPrevented || isTyping(event.target)) return;
      if (document.querySelector('dialog[open]') !== null) return;
      const text = event.clipboardData?.getData('text/plain').replace(/\s+/g, ' ').trim() ?? '';
      if (text === '') return;
      event.preventDefault();
      take(text);
    };
    window.addEventListener('paste', onEvent);
    return () => window.removeEventListener('paste', onEvent);
  }, []);
}
