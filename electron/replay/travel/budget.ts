/** How long one slice of work may keep the worker, in milliseconds: well under what a reader notices. */
const SLICE_MS = 25;

/** The clock is asked once in so many questions: asking costs as much as a short step. */
const EVERY = 16;

/** What is left of the time for one slice of work. */
export interface Budget {
  /** Whether the slice should end here. At least one step is made before it says so. */
  spent(): boolean;
}

/** A budget of `ms` milliseconds, from now on. */
export function createBudget(ms = SLICE_MS, now: () => number = () => performance.now()): Budget {
  const end = now() + ms;
  let asked = 0;
  let over = false;
  return {
    spent() {
      asked += 1;
      if (!over && asked % EVERY === 0) over = now() >= end;
      return over;
    },
  };
}
