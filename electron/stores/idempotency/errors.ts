import { AppError } from '#shared/errors/appError.ts';
import type { Begun } from './idempotencyStore.ts';

/** A live record holds another request under the key. */
export function keyReused(key: string): AppError<'IdempotencyKeyReused'> {
  return new AppError('IdempotencyKeyReused', {
    message: `The idempotency key “${key}” belongs to another request.`,
    nextStep: 'Make the same request as before, or name this one by a key of its own.',
    details: { key },
  });
}

/** Our begin is not in the record any more. */
export function takenOver({ key, owner }: Begun): AppError<'ConcurrentModification'> {
  return new AppError('ConcurrentModification', {
    message: `Request “${key}” expired and was taken over, or was completed otherwise, before its result was stored.`,
    nextStep: 'Look at what the record holds now: the request may have been run twice.',
    details: { key, expected: owner },
  });
}

/** Somebody else is at the request. `until`: RFC 3339; undefined when the record names no end. */
export function requestInProgress(key: string, until: string | undefined): AppError<'RequestInProgress'> {
  return new AppError('RequestInProgress', {
    message:
      until === undefined
        ? `Request “${key}” is in progress, and its record names no end.`
        : `Request “${key}” is in progress until ${until} at the latest.`,
    nextStep: 'Wait a moment, then make the same request again.',
    details: { key, expiresAt: until ?? 'unknown' },
  });
}
