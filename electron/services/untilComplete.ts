/** Where the news of something that takes several questions go. */
export interface News<T> {
  readonly signal: AbortSignal;
  readonly emit: (answer: T) => Promise<void>;
}

/** Between two tellings of what is not complete yet, in milliseconds. */
const TELL_EVERY = 100;

/**
 * Asks again and again until the answer is complete, and tells what is known on the way: at once, then now and then.
 * Each question works a slice of time in the worker, so that others are answered in between.
 */
export async function untilComplete<T extends { readonly complete: boolean }>(
  ask: (signal: AbortSignal) => Promise<T>,
  { signal, emit }: News<T>,
): Promise<Record<string, never>> {
  let toldAt = Number.NEGATIVE_INFINITY;
  for (;;) {
    const answer = await ask(signal);
    const now = performance.now();
    if (answer.complete || now - toldAt >= TELL_EVERY) {
      toldAt = now;
      await emit(answer);
    }
    if (answer.complete) return {};
  }
}
