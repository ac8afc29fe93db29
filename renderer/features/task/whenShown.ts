import type { StoreApi } from 'zustand/vanilla';
import type { StateAt } from '#shared/contract/replay.ts';
import type { TaskState } from './taskState.ts';

/**
 * Does `act` with the selected event: at once when it is on screen, else when it comes, as a key may be pressed before.
 * Nothing is done when the reader goes on to another event meanwhile.
 */
export function whenShown(
  store: Pick<StoreApi<TaskState>, 'getState' | 'subscribe'>,
  act: (event: NonNullable<StateAt['event']>) => void,
): void {
  const { selected: wanted, shown } = store.getState();
  if (shown?.seq === wanted) {
    if (shown.event !== undefined) act(shown.event);
    return;
  }
  const stop = store.subscribe((now) => {
    if (now.selected === wanted && now.shown?.seq !== wanted) return;
    stop();
    if (now.selected === wanted && now.shown?.event !== undefined) act(now.shown.event);
  });
}
