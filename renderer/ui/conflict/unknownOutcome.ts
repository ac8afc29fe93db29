import { hasCode, isAppError } from '#shared/errors/appError.ts';
import { kindOf } from '#shared/errors/codes.ts';

/**
 * Why it is not known what became of a write that failed with `error`; undefined when it certainly was not done.
 * Whoever stops waiting, loses the host meanwhile, or gets an answer that makes no sense, does not know.
 */
export function unknownOutcome(error: unknown, done: 'written' | 'done' = 'written'): string | undefined {
  if (hasCode(error, 'Cancelled')) {
    return `You stopped waiting before the answer came. It may have been ${done}, or may still be.`;
  }
  if (hasCode(error, 'Disconnected')) return 'The window lost its host before the answer came.';
  if (!isAppError(error) || kindOf(error.code) === 'bug') {
    const reason = error instanceof Error ? error.message : String(error);
    return `Something failed on the way, before or after the write: ${reason}`;
  }
  return undefined;
}
