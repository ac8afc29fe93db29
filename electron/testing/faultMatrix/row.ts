import type { Dynamo, TableDefinition } from '../../dynamo/dynamo.ts';
import type { Kind } from './expected.ts';

/** What an operation works in: a connection, tables of its own, a clock that stands, names that are the same each time. */
export interface World {
  readonly dynamo: Dynamo;
  /** Goes before the names of the row's tables. */
  readonly prefix: string;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** One operation of a store, played once for each fault. */
export interface Row {
  readonly store: string;
  /** With what it meets, where that decides how it ends: `appendEvent, number taken`. */
  readonly operation: string;
  readonly kind: Kind;
  readonly tables: readonly TableDefinition[];
  /** Whether what it writes is written piece by piece, in no order. */
  readonly piecemeal?: boolean;
  /** Whether it leaves notes that may be lost without harm. */
  readonly notesBestEffort?: boolean;
  /** Sets up what is there before, without faults, and gives what is then done through them. */
  readonly begin: (quiet: World) => Promise<(world: World) => Promise<unknown>>;
}
