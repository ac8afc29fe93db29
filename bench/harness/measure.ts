/** The value below which `share` (0 to 1) of the values lie; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** The middle value. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Milliseconds that `work` takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * Several things measured in turns (A B A B …), each giving named values: what disturbs one disturbs all.
 * Gives the median of each name; throws for a name that nobody measured.
 */
export async function inTurns(
  rounds: number,
  ways: readonly (() => Promise<Readonly<Record<string, number>>>)[],
): Promise<(name: string) => number> {
  const values = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const way of ways) {
      for (const [name, value] of Object.entries(await way())) {
        values.set(name, [...(values.get(name) ?? []), value]);
      }
    }
  }
  return (name) => {
    const measured = values.get(name);
    if (measured === undefined) throw new Error(`Nothing was measured under “${name}”.`);
    return median(measured);
  };
}

/** `work`, or an error after `limitMs`: a benchmark that waits for something that never comes must end. */
export async function within<T>(limitMs: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing after ${limitMs / 1000} s.`)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
