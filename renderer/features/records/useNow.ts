import { useSyncExternalStore } from 'react';
import { useTime } from '../../ui/time/TimeContext.tsx';

/** What `read` makes of the present time, told again every second; it must give texts or the like. */
export function useNow<T extends string | number>(read: (nowMs: number) => T): T {
  const { clock } = useTime();
  return useSyncExternalStore(clock.subscribe, () => read(clock.now()));
}
