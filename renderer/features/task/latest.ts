/** Runs one call at a time and, after it, only the newest of those asked for meanwhile. */
export interface Latest<I> {
  request(input: I): void;
  /** Drops what waits and aborts what runs; neither reports. */
  cancel(): void;
}

/**
 * For a question that is asked anew with every movement of the scrubber: requests never pile up, and answers
 * keep coming while the reader drags, since a running call is let finish rather than aborted each time.
 */
export function createLatest<I, O>(
  run: (input: I, signal: AbortSignal) => Promise<O>,
  done: (output: O, input: I) => void,
  failed: (error: unknown, input: I) => void,
): Latest<I> {
  let running: AbortController | undefined;
  let waiting: { readonly input: I } | undefined;

  const begin = (input: I): void => {
    const controller = new AbortController();
    running = controller;
    const over = (report: () => void): void => {
      if (controller.signal.aborted) return;
      running = undefined;
      const next = waiting;
      waiting = undefined;
      report();
      // `report` may itself have asked for more; that is newer than what waited.
      if (next !== undefined && !isBusy()) begin(next.input);
    };
    run(input, controller.signal).then(
      (output) => over(() => done(output, input)),
      (error: unknown) => over(() => failed(error, input)),
    );
  };
  const isBusy = (): boolean => running !== undefined;

  return {
    request(input) {
      if (isBusy()) waiting = { input };
      else begin(input);
    },
    cancel() {
      waiting = undefined;
      running?.abort();
      running = undefined;
    },
  };
}
