function settleAfter(ms: number, signal: AbortSignal, keepsAlive: boolean): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const timer = setTimeout(done, ms);
    if (!keepsAlive) timer.unref();
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done, { once: true });
  });
}

/**
 * Resolves after `ms`, or at once when `signal` aborts; never rejects. For an operation that goes on afterwards: the
 * process stays alive meanwhile, or a command would end in the middle of its work.
 */
export const pause = (ms: number, signal: AbortSignal): Promise<void> => settleAfter(ms, signal, true);

/** As {@link pause}, for what only looks again from time to time: the process may end meanwhile. */
export const idle = (ms: number, signal: AbortSignal): Promise<void> => settleAfter(ms, signal, false);

/** Resolves once `signal` has aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Settles as `work` does, or resolves once `signal` has aborted; whichever comes first, nothing listens to the signal afterwards. */
export async function settledOrAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const waiting = new AbortController();
  const leave = (): void => waiting.abort();
  if (signal.aborted) return;
  signal.addEventListener('abort', leave, { once: true });
  try {
    await Promise.race([work, aborted(waiting.signal)]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

/** A bell that one loop waits for and others ring. */
export interface Bell {
  ring(): void;
  /**
   * Resolves at the next ring, after `ms`, or when `signal` aborts. A ring while nobody waits is kept. Whoever is to
   * ring keeps the process alive; waiting does not.
   */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** Makes a {@link Bell}. */
export function createBell(): Bell {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    wait: async (ms, signal) => {
      if (!rung && !signal.aborted) {
        const inner = new AbortController();
        const stop = (): void => inner.abort();
        wake = stop;
        signal.addEventListener('abort', stop, { once: true });
        await idle(ms, inner.signal);
        signal.removeEventListener('abort', stop);
        wake = undefined;
      }
      rung = false;
    },
  };
}
