import { counted, formatCount } from '../numbers.ts';

/** How many rows a list shows of those that were read: `12 of 40 users`, or `40 users` while none are left out. */
export function shownOf(shown: number | undefined, all: number, noun: string): string {
  return shown === undefined || shown === all
    ? counted(all, noun)
    : `${formatCount(shown)} of ${counted(all, noun)}`;
}
