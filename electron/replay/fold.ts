import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import type { EventRows } from './eventRows.ts';
import type { RowOrder } from './rowOrder.ts';

/** Told of each step as it is folded, once, in order: the status after it, and what was wrong with it as bits of `FLAG`. */
export type Folded = (position: number, status: string, wrong: number) => void;

/** What a fold goes over. */
export interface FoldSource {
  readonly rows: EventRows;
  readonly order: RowOrder;
  readonly eventAt: (position: number) => TaskEvent | undefined;
}

/** Replayed states of a stream that grows, found again from kept ones. */
export interface Fold {
  /** How many events have been folded. */
  readonly settled: number;
  /** Folds on up to `to` events. */
  settle(to: number, folded: Folded): void;
  /** State after the first `count` events; 0 is the state before the first. */
  stateAfter(count: number): AttributeMap;
  /** Forgets all from position `from` on: something else stands there now. */
  truncate(from: number): void;
}
