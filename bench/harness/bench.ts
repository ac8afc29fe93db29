import type { Figure } from './figures.ts';
import type { Runtimes } from './runtimes.ts';

/** What every benchmark is given. */
export interface BenchContext {
  /** A data folder with the tables of `seed.ts`; nobody else uses it. */
  readonly dataFolder: string;
  readonly runtimes: Runtimes;
  /** Prints a line beside the table. */
  readonly say: (line: string) => void;
}

/** A benchmark: measures, and gives its figures in the order in which they are read. */
export type Bench = (context: BenchContext) => Promise<readonly Figure[]>;
