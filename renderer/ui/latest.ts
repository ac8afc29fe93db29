/** Runs questions of which only the last one's answer counts. */
export interface Latest {
  /** Asks; `take` gets the answer unless a later question was asked or all were cancelled. A failure is left to the next. */
  readonly run: <T>(ask: (signal: AbortSignal) => Promise<T>, take: (answer: T) => void) => Promise<void>;
  readonly cancel: () => void;
}

/** Creates one line of questions. */
export function createLatest(): Latest {
  let abort = new AbortController();
  return {
    run: async (ask, take) => {
      abort.abort();
      const mine = new AbortController();
      abort = mine;
      try {
        const answer = await ask(mine.signal);
        if (!mine.signal.aborted) take(answer);
      } catch {
        // Derived figures: what they are derived from reports its own failure.
      }
    },
    cancel: () => abort.abort(),
  };
}
