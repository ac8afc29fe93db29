import type { ReactNode } from 'react';
import type { TableRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';
import type { TableDescription } from '#shared/model/layout.ts';
import type { AsyncState } from '../asyncState.ts';
import type { Clock } from '../time/clock.ts';
import type { PlacedRow } from './rowList.ts';

/** What lasts as long as the window. */
export interface LayoutDeps {
  readonly client: AppClient;
  readonly clock: Clock;
}

/** What the window needs of the store of any table it shows: a `RowListState` is one. */
export interface TableView {
  readonly table: TableRef | undefined;
  readonly reading: Pick<AsyncState<unknown, unknown>, 'phase'>;
  /** Shows another table, or none. */
  readonly open: (table: TableRef | undefined) => void;
  /** Opens the same table anew, after the way there was lost. */
  readonly reopen: () => void;
  /** Selects the entry that the place names. */
  readonly select: (key: string | undefined, index?: number) => void;
  readonly neighbour: (delta: number) => Promise<PlacedRow | undefined>;
}

/** What the middle and the right pane of a table of a layout other than `task` are given. */
export interface LayoutPaneProps {
  /** Keeps its identity for the life of the window. */
  readonly deps: LayoutDeps;
  readonly tableRef: TableRef;
  readonly description: TableDescription;
  /** The third segment of the place: a record's key, a request's id, a user; undefined when none is chosen. */
  readonly entry: string | undefined;
  /** What can be done with the whole table, for the header beside its name. */
  readonly tools: ReactNode;
  /** Goes to an entry of the table, or with undefined to none. */
  readonly onOpen: (entry: string | undefined) => void;
  /** One short sentence for the reader, such as what was copied. */
  readonly onNotice: (text: string) => void;
  /** Tries the connection again. */
  readonly onReconnect: () => void;
  readonly onShowConflicts: () => void;
}
