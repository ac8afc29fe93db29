/** A source of the present time that tells its listeners every second while there are any. */
export interface Clock {
  readonly now: () => number;
  readonly subscribe: (listener: () => void) => () => void;
}

/** The system's clock. One timer for all listeners; none when nobody listens. */
export function createSystemClock(): Clock {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    now: () => Date.now(),
    subscribe: (listener) => {
      listeners.add(listener);
      timer ??= setInterval(() => listeners.forEach((each) => each()), 1000);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}
