import type { TaskRef } from '#shared/contract/common.ts';
import type { TaskStatus } from '#shared/model/taskStatus.ts';
import type { WriteStep } from '../../ui/conflict/writeStep.ts';
import type { AppendDraft } from './draft.ts';
import type { Seen } from './seen.ts';

interface OpenCommon {
  readonly ref: TaskRef;
  readonly seen: Seen;
  readonly step: WriteStep;
  /** Whether sending was tried, so that what is missing is pointed out. */
  readonly tried: boolean;
  /** Names this very write, so that asking again never does it twice. */
  readonly writeId: string;
  /** What was seen before a reload moved the expectation; absent on the first try. */
  readonly movedFrom: Seen | undefined;
}

/** An event being appended. */
export interface OpenAppend extends OpenCommon {
  readonly kind: 'append';
  readonly draft: AppendDraft;
}

/** A stored status being changed. */
export interface OpenStatus extends OpenCommon {
  readonly kind: 'status';
  readonly wanted: TaskStatus | undefined;
}

/** A write that is being entered or decided. */
export type OpenWrite = OpenAppend | OpenStatus;

/** A write that was done. */
export interface Written {
  readonly ref: TaskRef;
  /** The event's sequence; for a status change, the last sequence that was seen. */
  readonly seq: number;
  /** `EVENT#0019 written`. */
  readonly words: string;
}
