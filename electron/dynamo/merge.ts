import { throwIfCancelled } from '#shared/errors/appError.ts';

/** Starts one source of values; it ends when `signal` is aborted. */
export type Source<T> = (signal: AbortSignal) => AsyncIterable<T>;

/**
 * Runs up to `inFlight` sources at a time and yields their values as they come: each source's own in order,
 * different sources' interleaved. A source waits with its next value until its last one has been taken.
 * The first failure ends all of them.
 * @throws `Cancelled` when `signal` is aborted, and whatever a source throws
 */
export async function* mergeInOrder<T>(
  sources: readonly Source<T>[],
  inFlight: number,
  signal?: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  const inner = new AbortController();
  const stop = (): void => inner.abort();
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted === true) stop();

  const ready: { readonly value: T; readonly taken: () => void }[] = [];
  let wake = (): void => undefined;
  const failures: unknown[] = [];
  let upcoming = 0;

  const runner = async (): Promise<void> => {
    for (let source = sources[upcoming++]; source !== undefined; source = sources[upcoming++]) {
      for await (const value of source(inner.signal)) {
        if (inner.signal.aborted) return;
        await new Promise<void>((taken) => {
          ready.push({ value, taken });
          wake();
        });
      }
    }
  };

  let running = Math.min(inFlight, sources.length);
  for (let index = running; index > 0; index -= 1) {
    runner()
      .catch((error: unknown) => {
        failures.push(error);
      })
      .finally(() => {
        running -= 1;
        wake();
      });
  }

  try {
    for (;;) {
      throwIfCancelled(signal);
      if (failures.length > 0) throw failures[0];
      const next = ready.shift();
      if (next !== undefined) {
        try {
          yield next.value;
        } finally {
          next.taken();
        }
      } else if (running === 0) {
        return;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    inner.abort();
    for (const waiting of ready) waiting.taken();
  }
}
