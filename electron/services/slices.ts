import { throwIfCancelled } from '#shared/errors/appError.ts';

/** How long work on many rows may keep the thread before others have their turn, in milliseconds. */
const SLICE_MS = 8;
/** Rows between two looks at the clock. */
const LOOK_EVERY = 256;
/** Looks, each of which may take longer now and then, between two at the clock. */
const LOOKS_BETWEEN = 32;
/** Rows that are sorted in one go. */
const RUN = 1000;

const othersTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Waits for others once a slice of time has been used up; called as often as one likes. */
export function createPacer(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < SLICE_MS) return;
    await othersTurn();
    since = performance.now();
  };
}

/**
 * Looks at the numbers from `from` up to `to`, in slices.
 * @throws `Cancelled` once `signal` has been aborted
 */
export async function eachInSlices(
  { from, to }: { readonly from: number; readonly to: number },
  look: (number: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  const pace = createPacer();
  for (let number = from; number < to; number += 1) {
    look(number);
    if (number % LOOKS_BETWEEN !== 0) continue;
    await pace();
    throwIfCancelled(signal);
  }
}

/** The rows that pass, in their order, worked out in slices: however many there are, nobody waits long. */
export async function filterInSlices<R>(
  rows: readonly R[],
  passes: (row: R) => boolean,
): Promise<readonly R[]> {
  const pace = createPacer();
  const passing: R[] = [];
  let looked = 0;
  for (const row of rows) {
    if (passes(row)) passing.push(row);
    looked += 1;
    if (looked % LOOK_EVERY === 0) await pace();
  }
  return passing;
}

/** Sorted in slices: short runs by the engine, then merged two by two. Rows that compare as equal keep their order. */
export async function sortInSlices<R>(
  rows: readonly R[],
  compare: (a: R, b: R) => number,
): Promise<readonly R[]> {
  const pace = createPacer();
  let runs: (readonly R[])[] = [];
  for (let from = 0; from < rows.length; from += RUN) {
    runs.push(rows.slice(from, from + RUN).sort(compare));
    await pace();
  }
  while (runs.length > 1) {
    const merged: (readonly R[])[] = [];
    for (let at = 0; at < runs.length; at += 2) {
      merged.push(await merge(runs[at] ?? [], runs[at + 1] ?? [], compare, pace));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

async function merge<R>(
  left: readonly R[],
  right: readonly R[],
  compare: (a: R, b: R) => number,
  pace: () => Promise<void>,
): Promise<readonly R[]> {
  const merged: R[] = [];
  let [at, other] = [0, 0];
  while (merged.length < left.length + right.length) {
    const [a, b] = [left[at], right[other]];
    if (a !== undefined && (b === undefined || compare(a, b) <= 0)) {
      merged.push(a);
      at += 1;
    } else if (b !== undefined) {
      merged.push(b);
      other += 1;
    }
    if (merged.length % LOOK_EVERY === 0) await pace();
  }
  return merged;
}
