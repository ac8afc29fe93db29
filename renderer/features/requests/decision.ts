import type { Decision } from '#shared/model/accessRequest.ts';
import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { WriteStep } from '../../ui/conflict/writeStep.ts';

/** What a reader may decide; that time has run out is for a program to say. */
export type ReadersDecision = Exclude<Decision, 'expired'>;

/** A decision that is being entered or written. */
export interface OpenDecision {
  readonly id: string;
  readonly to: ReadersDecision;
  /** The item as it was seen, the basis of the write's condition. Empty: it was gone when read again. */
  readonly seen: AttributeMap;
  readonly by: string;
  readonly note: string;
  /** Names this very decision, so that a lost answer can be told from a lost race. */
  readonly writeId: string;
  readonly step: WriteStep;
  /** What was seen before a reload moved the expectation; absent on the first try. */
  readonly movedFrom: AttributeMap | undefined;
}

/** The words of a decision: what the button says, the dialog's title, and what was done. */
export const DECISION_WORDS = {
  approved: { action: 'Approve', done: 'approved', noun: 'the approval' },
  denied: { action: 'Deny', done: 'denied', noun: 'the denial' },
  cancelled: { action: 'Cancel request', done: 'cancelled', noun: 'the cancellation' },
} as const satisfies Record<ReadersDecision, { action: string; done: string; noun: string }>;

/** Whether what was seen can be decided: only what is pending can. */
export function isDecidable(seen: AttributeMap): boolean {
  return stringOf(seen, 'status') === 'pending';
}
