import { useState } from 'react';
import { focusPlace, giveFocusBack } from './keepFocus.ts';

/** For a panel that takes the focus as it opens: gives back what to call when it is closed, so that the focus returns. */
export function useReturnFocus(): () => void {
  const [before] = useState(focusPlace);
  return () => giveFocusBack(before);
}
