import type { TableRef } from '#shared/contract/common.ts';
import type { RecordComparison, RecordDetail } from '#shared/contract/records.ts';
import type { AsyncState } from '../../ui/asyncState.ts';
import type { WriteStep } from '../../ui/conflict/writeStep.ts';

/** A record of a table. `key` is its backend key. */
export interface RecordRef extends TableRef {
  readonly key: string;
}

/** A version that this window has met, and how. */
export interface SeenVersion {
  readonly version: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly how: 'read' | 'written';
}

/** A record that can be written: its version is one that a write can name. */
export type WritableRecord = RecordDetail & { readonly version: number };

interface OpenCommon {
  /** The record on the writer's screen: the basis of the write's condition. */
  readonly seen: WritableRecord;
  readonly step: WriteStep;
  /** Names this very write, so that asking again never does it twice. */
  readonly writeId: string;
  /** The version that was seen before a reload moved the expectation; absent on the first try. */
  readonly movedFrom: number | undefined;
}

/** Data being changed. */
export interface OpenEdit extends OpenCommon {
  readonly kind: 'edit';
  readonly text: string;
  /** What leads from the stored data to `text`; of an earlier text while the answer is on its way. */
  readonly comparison: RecordComparison | undefined;
}

/** A record being deleted. */
export interface OpenDelete extends OpenCommon {
  readonly kind: 'delete';
}

/** A write that is being entered or decided. */
export type OpenRecordWrite = OpenEdit | OpenDelete;

/** One record on screen. */
export interface RecordState {
  readonly ref: RecordRef;
  /** The record; null when there is none under this key. While it is read again the last one stays. */
  readonly record: AsyncState<RecordDetail | null>;
  readonly reading: boolean;
  /** The versions met since the record was opened, oldest first. */
  readonly seenVersions: readonly SeenVersion[];
  readonly write: OpenRecordWrite | undefined;
  readonly actions: RecordActions;
}

/** What can be done with the record on screen. */
export interface RecordActions {
  /** Reads it, for the first time or again. */
  readonly read: () => Promise<void>;
  /** Ends what is under way. */
  readonly stop: () => void;
  readonly edit: (seen: WritableRecord) => void;
  readonly remove: (seen: WritableRecord) => void;
  readonly enter: (text: string) => void;
  /** Sends the write under a name of its own. */
  readonly submit: () => Promise<void>;
  /** Sends the same write again under the same name. */
  readonly askAgain: () => Promise<void>;
  readonly stopWaiting: () => void;
  /** Reads the record again and moves the expectation to what is there now; what was entered stays. */
  readonly tryOnTop: () => Promise<void>;
  readonly editAgain: () => void;
  readonly close: () => void;
}
