import { useState } from 'react';

/** For a panel that takes the focus as it opens: gives back what to call when it is closed, so that the focus returns. */
export function useReturnFocus(): () => void {
  const [before] = useState(() => document.activeElement);
  return () => {
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
}
