import type { AuditDelta, AuditSetup, PassCheckpoint } from './auditPass.ts';

/** What a pass in a worker is asked; its buffers are handed over, not copied. */
export type PassCall =
  | {
      readonly kind: 'open';
      readonly setup: AuditSetup;
      readonly from: PassCheckpoint | undefined;
      readonly hold: SharedArrayBuffer;
    }
  | {
      readonly kind: 'addPage';
      readonly segment: number;
      readonly bytes: Uint8Array;
      readonly table: string | undefined;
      readonly last?: boolean | undefined;
    }
  | {
      readonly kind: 'addLines';
      readonly segment: number;
      readonly bytes: Uint8Array;
      readonly table: string | undefined;
    }
  | { readonly kind: 'endSegment'; readonly segment: number }
  | { readonly kind: 'end' | 'checkpoint' | 'close' };

/** What a pass in a worker answers to each kind of call. */
export interface PassAnswers {
  readonly open: undefined;
  readonly addPage: AuditDelta;
  readonly addLines: AuditDelta;
  readonly endSegment: AuditDelta;
  readonly end: AuditDelta;
  readonly checkpoint: PassCheckpoint;
  readonly close: undefined;
}
