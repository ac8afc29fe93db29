import type { ErrorData } from '#shared/errors/appError.ts';
import type { AuditDelta, AuditSetup, PassCheckpoint } from './auditPass.ts';

/** What a pass in a worker is asked; its buffers are handed over, not copied. */
export type PassCall =
  | { readonly kind: 'open'; readonly setup: AuditSetup; readonly from: PassCheckpoint | undefined }
  | {
      readonly kind: 'addPage' | 'addLines';
      readonly segment: number;
      readonly bytes: Uint8Array;
      readonly table: string | undefined;
    }
  | { readonly kind: 'endSegment'; readonly segment: number }
  | { readonly kind: 'end' | 'checkpoint' | 'close' };

/** A call with its number. */
export type PassRequest = PassCall & { readonly id: number };

/** What a pass in a worker answers. */
export type PassReply =
  | { readonly id: number; readonly ok: true; readonly value: AuditDelta | PassCheckpoint | undefined }
  | { readonly id: number; readonly ok: false; readonly error: ErrorData };
