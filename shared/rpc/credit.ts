/** Lets a stream send only as much as its reader has room for, in order. */
export interface CreditGate {
  /** Runs `send` as soon as there is credit, after every earlier one. Resolves when it ran, rejects when the gate closes first. */
  readonly pass: (send: () => void) => Promise<void>;
  readonly grant: (n: number) => void;
  /** Rejects everything that waits, and everything that comes, with `error`. */
  readonly close: (error: Error) => void;
}

interface Waiting {
  readonly send: () => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** A gate that starts without credit. */
export function createCreditGate(): CreditGate {
  const queue: Waiting[] = [];
  let credit = 0;
  let end: Error | undefined;

  const flush = (): void => {
    while (credit > 0) {
      const next = queue.shift();
      if (next === undefined) return;
      credit -= 1;
      try {
        next.send();
        next.resolve();
      } catch (error) {
        next.reject(error);
      }
    }
  };

  return {
    pass: (send) => {
      const passed = new Promise<void>((resolve, reject) => {
        if (end !== undefined) {
          reject(end);
          return;
        }
        queue.push({ send, resolve, reject });
        flush();
      });
      // A handler that does not await its emit must not bring the process down when the call is cancelled.
      passed.catch(() => undefined);
      return passed;
    },
    grant: (n) => {
      credit += n;
      flush();
    },
    close: (error) => {
      end ??= error;
      for (const waiting of queue.splice(0)) waiting.reject(end);
    },
  };
}
