import { AppError } from '#shared/errors/appError.ts';
import type { DeadLetter, LetterRef } from '#shared/model/deadLetter.ts';

/** Somebody has redriven the letter before. */
export function alreadyRedriven({
  letterId,
  redrivenAt = 'unknown',
}: DeadLetter): AppError<'AlreadyRedriven'> {
  return new AppError('AlreadyRedriven', {
    message: `Dead letter “${letterId}” was redriven before${redrivenAt === 'unknown' ? '' : `, at ${redrivenAt}`}.`,
    nextStep: 'Open its task: the event is there already.',
    details: { letterId, redrivenAt },
  });
}

/** No item has this name. */
export function letterNotFound({ queue, key }: LetterRef): AppError<'NotFound'> {
  return new AppError('NotFound', {
    message: `There is no dead letter “${key}” in queue “${queue}” any more.`,
    nextStep: 'Read the list again.',
  });
}

/** The item has too little of a letter to be redriven. */
export function letterCorrupt({ queue, key }: LetterRef, reason: string): AppError<'CorruptItem'> {
  return new AppError('CorruptItem', {
    message: `“${key}” in queue “${queue}” cannot be redriven: ${reason}.`,
    nextStep: 'Look at the item as it is stored, and append the event by hand if you know what it was.',
  });
}

/** The key is taken by a letter with other content. */
export function letterExists({ queue, key }: LetterRef): AppError<'ItemExists'> {
  return new AppError('ItemExists', {
    message: `Queue “${queue}” holds another letter “${key}” already.`,
    nextStep: 'Give each letter an id of its own.',
    details: { key },
  });
}

/** The number lies beyond the end of the stream. */
export function wouldLeaveGap(taskId: string, seq: number, lastSeq: number): AppError<'InvalidInput'> {
  return new AppError('InvalidInput', {
    message: `Event ${seq} would leave a gap: task “${taskId}” ends at ${lastSeq}.`,
    nextStep: 'Look at the task again: events of it seem to be gone.',
  });
}
