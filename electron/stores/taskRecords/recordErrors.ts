import { AppError } from '#shared/errors/appError.ts';

/**
 * Somebody else's version was there. `actual` repeats `expected`: what is there now is not read once more for it
 * (seed 001, CONTRACTS 2).
 */
export function versionConflict(key: string, expected: number): AppError<'VersionConflict'> {
  return new AppError('VersionConflict', {
    message:
      expected === 0
        ? `Record “${key}” was expected not to be there, but it is.`
        : `Record “${key}” is no longer at version ${expected}.`,
    nextStep: 'Read it again, look at what changed, and try again on top of it.',
    details: { key, expected, actual: expected },
  });
}

/** The item is there and cannot be read as a record; `reason` is half a sentence. */
export function corruptRecord(key: string, reason: string): AppError<'CorruptItem'> {
  return new AppError('CorruptItem', {
    message: `Record “${key}” cannot be read: ${reason}.`,
    nextStep: 'Look at the item itself, and have its writer repair it.',
  });
}

/** There is a record of that name already. */
export function recordExists(key: string): AppError<'ItemExists'> {
  return new AppError('ItemExists', {
    message: `There is a record “${key}” already.`,
    nextStep: 'Open it, or choose another id.',
    details: { key },
  });
}
