import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import type { EventRows } from './eventRows.ts';
import type { RowOrder } from './rowOrder.ts';

/** Where a fold writes what it finds at each position, in columns that have room for it. */
export interface Folded {
  /** Statuses after the events, as `statusId` numbers them. */
  readonly statuses: Uint8Array;
  /** What is wrong with the steps, as bits of `FLAG`; nothing else is left of what stood there. */
  readonly flags: Uint16Array;
  statusId(status: string): number;
}

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
  /** Folds on up to `to` events; a reducer that takes long at it no further than `until`, on the clock of `performance`. */
  settle(to: number, folded: Folded, until?: number): void;
  /** State after the first `count` events; 0 is the state before the first. */
  stateAfter(count: number): AttributeMap;
  /** Forgets all from position `from` on: something else stands there now. */
  truncate(from: number): void;
}
