import { useEffect, useState, type ReactElement, type ReactNode } from 'react';
import { taskContext } from '../store.ts';
import { useTaskDeps } from '../TaskDeps.tsx';
import { createTravelStore, travelContext, type PlayScreen } from './travelStore.ts';

/** The browser's frames, and what it knows of the reader's wish for little motion. */
const SCREEN: PlayScreen = {
  frame: (callback) => {
    const id = requestAnimationFrame(callback);
    return () => cancelAnimationFrame(id);
  },
  reducedMotion: () => window.matchMedia('(prefers-reduced-motion: reduce)').matches,
};

/** Gives the store of travelling to everything below; what runs ends with the screen. */
export function TravelProvider({
  grouped,
  onNotice,
  children,
}: {
  /** Whether events are grouped by type at first. */
  readonly grouped: boolean;
  /** One short sentence for the reader. Keep its identity for the life of the screen. */
  readonly onNotice: (text: string) => void;
  readonly children: ReactNode;
}): ReactElement {
  const task = taskContext.useApi();
  const deps = useTaskDeps();
  const [store] = useState(() => {
    const made = createTravelStore(deps, task, SCREEN, onNotice);
    if (grouped) made.getState().actions.group(true);
    return made;
  });
  useEffect(() => () => store.getState().actions.dispose(), [store]);
  return <travelContext.Provider value={store}>{children}</travelContext.Provider>;
}
