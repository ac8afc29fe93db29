import { createLatest } from '../latest.ts';

/** More rows than a list has, so that a step leads to its end. */
const TO_END = 1e9;

/** What steps from row to row stand on. */
export interface RowStepsDeps {
  /** The event `by` rows from event `seq` in the list; null when the list has no rows. */
  readonly ask: (seq: number, by: number, signal: AbortSignal) => Promise<{ readonly seq: number | null }>;
  readonly selected: () => number;
  readonly select: (seq: number) => void;
}

/** Leads the selection from row to row of a list whose rows may move at any time. */
export interface RowSteps {
  /** `known`: the event that the step leads to, where that is known; else it is asked for. */
  readonly by: (rows: number, known?: number) => void;
  /** Selects the first or the last row; `again` goes along to what turns out to be it, until something else is selected. */
  readonly toEnd: (end: 'first' | 'last') => void;
  /** The rows have moved. */
  readonly again: () => void;
  readonly cancel: () => void;
}

/** Creates the steps of one list. Steps that are made while one is on its way are made together after it. */
export function createRowSteps({ ask, selected, select }: RowStepsDeps): RowSteps {
  let rows = 0;
  /** The end that the selection was led to, and the event that stands there for it. */
  let led: { readonly seq: number; readonly rows: number } | undefined;

  const question = createLatest(
    async (_: undefined, signal) => {
      const [from, by] = [selected(), rows];
      rows = 0;
      return { from, by, ...(await ask(from, by, signal)) };
    },
    ({ from, by, seq }) => {
      // The reader may have gone elsewhere meanwhile.
      if (seq === null || selected() !== from) return;
      led = Math.abs(by) === TO_END ? { seq, rows: by } : undefined;
      select(seq);
    },
    () => undefined, // Why rows cannot be had is told by the list itself.
  );
  const go = (to: number): void => {
    rows = to;
    question.request(undefined);
  };
  return {
    by(more, known) {
      if (known === undefined) go(rows + more);
      else select(known);
    },
    toEnd: (end) => go(end === 'first' ? -TO_END : TO_END),
    again() {
      if (led?.seq === selected()) go(led.rows);
    },
    cancel: () => question.cancel(),
  };
}
