import type { Sequences } from './sequences.ts';

/** A sequence that the reader asked for and that no event has, and the event that is shown instead. */
export interface Missed {
  readonly asked: number;
  readonly shown: number;
}

/** What to tell the reader who asked for a sequence that no event has. */
export function missedWords({ asked, shown }: Missed, { first, last }: Sequences): string {
  const there = ((): string => {
    if (asked > last) return `the last one is ${last}`;
    return asked < first ? `the first one is ${first}` : 'it is missing or cannot be read';
  })();
  return `There is no event ${asked}: ${there}. Shown is event ${shown}.`;
}
