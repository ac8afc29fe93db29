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

/** Several things measured in turns (A B A B …), each giving named values: what disturbs one disturbs all. */
export async function inTurns<Name extends string>(
  rounds: number,
  ways: readonly (() => Promise<Readonly<Partial<Record<Name, number>>>>)[],
): Promise<(name: Name) => number> {
  const values = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const way of ways) {
      for (const [name, value] of Object.entries<number>(await way())) {
        values.set(name, [...(values.get(name) ?? []), value]);
      }
    }
  }
  return (name) => median(values.get(name) ?? []);
}
