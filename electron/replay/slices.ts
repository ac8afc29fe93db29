/**
 * Work in slices: it stops after some milliseconds at most, and goes on when asked for the next one, so that whoever
 * runs it can do something else in between. What is looked at may have changed by then.
 */
export type Slices<T> = Generator<undefined, T, undefined>;

/** Runs work to its end at once. */
export function finish<T>(slices: Slices<T>): T {
  for (;;) {
    const next = slices.next();
    if (next.done === true) return next.value;
  }
}
