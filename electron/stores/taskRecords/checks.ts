import { AppError } from '#shared/errors/appError.ts';

/** Half of a surrogate pair: it would be stored as U+FFFD, and so meet every other one. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** @throws `InvalidInput` for a text that would be stored as another one; `what` names it */
export function checkText(text: string, what: string): void {
  if (LONE_SURROGATE.test(text)) {
    throw new AppError('InvalidInput', {
      message: `The ${what} holds half of a character, which cannot be stored.`,
      nextStep: 'Take it out.',
    });
  }
}

/** @throws `InvalidInput` for what is no version, or the last one that can be counted */
export function checkVersion(expected: number, least: 0 | 1): void {
  if (Number.isSafeInteger(expected) && expected >= least && expected < Number.MAX_SAFE_INTEGER) return;
  throw new AppError('InvalidInput', {
    message: `${expected} is no version that a write can expect.`,
    nextStep: `Versions are whole numbers from ${least} on.`,
  });
}
