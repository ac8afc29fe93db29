import type { Notice } from './protocol.ts';
import type { RunningAt } from './reducers/sandbox/sandbox.ts';

/** Least time between two notices about one handle, in milliseconds. */
const EVERY = 200;

/** Tells where the reducers of a server's handles are, while they run. */
export interface RunningNotices {
  /** A reducer of `handle` runs. */
  running(handle: number, at: RunningAt): void;
  /** Tells the end of all that nobody waits for any more. */
  settle(isAwaited: (handle: number) => boolean): void;
}

/** Makes them; `post` sends each on its way at once, whatever else the thread does. */
export function createRunningNotices(post: (notice: Notice) => void): RunningNotices {
  const told = new Map<number, number>();
  return {
    running(handle, at) {
      const now = performance.now();
      if (now - (told.get(handle) ?? Number.NEGATIVE_INFINITY) < EVERY) return;
      told.set(handle, now);
      post({ kind: 'running', handle, at });
    },
    settle(isAwaited) {
      for (const handle of [...told.keys()]) {
        if (isAwaited(handle)) continue;
        told.delete(handle);
        post({ kind: 'running', handle, at: undefined });
      }
    },
  };
}
