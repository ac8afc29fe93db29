import type { LetterOutcome } from '#shared/contract/deadLetters.ts';

/** Whether a letter is an event now, whoever made it one. */
export function isSettled({ outcome }: LetterOutcome): boolean {
  return outcome === 'redriven' || outcome === 'alreadyRedriven';
}
