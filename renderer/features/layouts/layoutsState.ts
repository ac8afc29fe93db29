import type { TableRef } from '#shared/contract/common.ts';
import type { LayoutEntry } from '#shared/contract/layouts.ts';
import type { LayoutForm } from './form.ts';
import type { Wizard } from './wizard.ts';

/** Layout files of the connection, and the making of one. */
export interface LayoutsState {
  readonly connection: string | undefined;
  readonly list: readonly LayoutEntry[];
  readonly wizard: Wizard | undefined;
  /** Lists the layouts of a connection, again if it is the same one. */
  readonly load: (connection: string) => Promise<void>;
  /**
   * Samples a table and proposes a layout for it; what was not saved of one before is there again. Does nothing when
   * that table is being worked on already.
   */
  readonly open: (table: TableRef) => void;
  /** Leaves the wizard; changes that are not saved are kept for the next time, while the window is open. */
  readonly close: () => void;
  /** Samples the table again. */
  readonly again: () => void;
  /** Makes the preview again. */
  readonly look: () => Promise<void>;
  /** Starts over from the proposal, or from a layout by its name. */
  readonly startFrom: (base: string) => Promise<void>;
  /** Takes fields as the layout; not while a text is read or wrong, which they would write over. */
  readonly edit: (form: LayoutForm) => void;
  /** Gives a wrong text up for the last good layout. */
  readonly leaveText: () => void;
  /** Takes a text as the layout: typed, pasted, or from a file. */
  readonly write: (text: string, base?: string) => Promise<void>;
  /** Keeps the layout beside the connection; undefined where its faults keep it from that. Rejects with an `AppError`. */
  readonly save: () => Promise<LayoutEntry | undefined>;
  /** Removes a saved layout. */
  readonly remove: (name: string) => Promise<void>;
  /** Brings back what was replaced or removed; starts over where that is what changes of before were brought back to. */
  readonly undo: () => Promise<void>;
}
