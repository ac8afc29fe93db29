import type { SlowReducer } from '#shared/model/slowReducer.ts';
import type { RunningAt } from '../replay/reducers/sandbox/sandbox.ts';

/** How long a reducer runs before it is told of, in milliseconds. */
const PATIENCE = 1000;

/** How long it may pause, between two pages say, and is still the same run of it, in milliseconds. */
const PAUSE = 400;

/** Follows one reducer of the reader's own. */
export interface SlowReducerWatch {
  /** Takes where it is; undefined: it has got through. */
  readonly take: (at: RunningAt | undefined) => void;
  /** Where it is, once it has been running for a second. */
  readonly slow: () => SlowReducer | undefined;
  /** Nothing more is told. */
  readonly stop: () => void;
}

/** Makes one; `tell` is called whenever what {@link SlowReducerWatch.slow} gives has changed. */
export function watchSlowReducer(tell: () => void): SlowReducerWatch {
  let since: number | undefined;
  let slow: SlowReducer | undefined;
  let timer: NodeJS.Timeout | undefined;

  const over = (): void => {
    since = undefined;
    const told = slow !== undefined;
    slow = undefined;
    if (told) tell();
  };

  return {
    slow: () => slow,
    take(at) {
      clearTimeout(timer);
      if (at === undefined) {
        // One that was never told of begins anew: it got through in time.
        if (slow === undefined) over();
        else timer = setTimeout(over, PAUSE).unref();
        return;
      }
      const now = performance.now();
      since ??= now;
      if (now - since < PATIENCE) return;
      slow = { ...at, seconds: Math.round((now - since) / 1000) };
      tell();
    },
    stop() {
      clearTimeout(timer);
      slow = undefined;
    },
  };
}
