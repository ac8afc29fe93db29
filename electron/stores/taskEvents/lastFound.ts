/** Keys that one BatchGetItem takes. */
const MOST_KEYS = 100;

/**
 * The last number beyond `from` that there is, by looking for keys: first at doubling distances and around `hint`, then
 * between the last one found and the first one missing. A gap there may hide what follows it; a full read finds it.
 */
export async function lastFound(
  from: number,
  hint: number,
  thereOf: (seqs: readonly number[]) => Promise<ReadonlySet<number>>,
): Promise<number> {
  let low = from;
  let high = Number.MAX_SAFE_INTEGER;
  const near = Array.from({ length: 16 }, (_, index) => Math.max(hint, from) + index);
  const doubling = Array.from({ length: 40 }, (_, index) => from + 2 ** index);
  let probes = [...new Set([...near, ...doubling])].filter((seq) => seq > from);
  while (probes.length > 0) {
    const found = await thereOf(probes);
    low = Math.max(low, ...found);
    high = Math.min(high, ...probes.filter((seq) => seq > low && !found.has(seq)));
    const step = Math.max(1, Math.ceil((high - low) / (MOST_KEYS + 1)));
    probes = [];
    for (let seq = low + step; seq < high && probes.length < MOST_KEYS; seq += step) probes.push(seq);
  }
  return low;
}
