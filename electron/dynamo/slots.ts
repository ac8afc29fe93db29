/** A fixed number of places, given out in the order asked for. */
export interface Slots {
  /** Waits for a place; false when `signal` was aborted before one was free. */
  take(signal: AbortSignal | undefined): Promise<boolean> | true;
  /** Gives a place back. */
  give(): void;
}

/**
 * Places for sendings, as many as there are connections. Whoever waits here waits before the SDK's clocks start: in its
 * own queue for a connection a request is given up as if the server could not be reached.
 */
export function createSlots(count: number): Slots {
  const waiting = new Set<() => void>();
  let free = count;
  return {
    take(signal) {
      if (free > 0) {
        free -= 1;
        return true;
      }
      return new Promise((resolve) => {
        const enter = (): void => {
          signal?.removeEventListener('abort', leave);
          resolve(true);
        };
        const leave = (): void => {
          waiting.delete(enter);
          resolve(false);
        };
        waiting.add(enter);
        signal?.addEventListener('abort', leave, { once: true });
      });
    },
    give() {
      const [next] = waiting;
      if (next === undefined) {
        free += 1;
        return;
      }
      waiting.delete(next);
      next();
    },
  };
}
