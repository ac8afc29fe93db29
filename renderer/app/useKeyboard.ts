import { useEffect } from 'react';
import type { ActionRegistry } from '../ui/actions/actionRegistry.ts';
import { keyName, pressKey } from './keys.ts';

/** How long the first key of a sequence waits for the second, in milliseconds. */
const SEQUENCE_MS = 1200;

/** Whether keys and pastes belong to what has the focus: a field, or text being edited. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest('input:not([type=checkbox], [type=range]), textarea, select') !== null);

/** Drives the actions by the table of keys. No letter does anything while the reader types or a dialog is open. */
export function useKeyboard(actions: ActionRegistry): void {
  useEffect(() => {
    let pending: readonly string[] = [];
    let pressedAt = 0;
    const onKeyDown = (event: KeyboardEvent): void => {
      const name = keyName(event);
      if (name === undefined || event.defaultPrevented || event.isComposing) return;
      const modified = name.startsWith('Mod+');
      if (!modified && isTyping(event.target)) return;
      if (document.querySelector('dialog[open]') !== null) return;
      if (event.timeStamp - pressedAt > SEQUENCE_MS) pending = [];
      const step = pressKey(pending, name);
      pressedAt = event.timeStamp;
      pending = step.step === 'pending' ? step.keys : [];
      if (step.step === 'none' || (step.step === 'action' && !actions.has(step.id))) return;
      event.preventDefault();
      if (step.step === 'action') actions.run(step.id);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [actions]);
}
