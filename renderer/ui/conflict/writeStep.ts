import type { Conflict } from '#shared/model/conflict.ts';
import { unknownOutcome } from './unknownOutcome.ts';

/** Where a write stands, from entering it to its outcome. */
export type WriteStep =
  | { readonly step: 'editing' }
  | { readonly step: 'pending' }
  /** What was seen is being read again, to try on top of what is there now. */
  | { readonly step: 'reloading' }
  | { readonly step: 'conflict'; readonly conflict: Conflict }
  | { readonly step: 'unknown'; readonly message: string }
  /** Nothing was written. `during`: what failed, the write itself or reading again. */
  | { readonly step: 'failed'; readonly error: unknown; readonly during: 'write' | 'reload' };

/** The step after a failure: not known, or not done. `done`: what the write is when it was done. */
export function afterFailure(error: unknown, done?: 'written' | 'done'): WriteStep {
  const message = unknownOutcome(error, done);
  return message === undefined ? { step: 'failed', error, during: 'write' } : { step: 'unknown', message };
}
