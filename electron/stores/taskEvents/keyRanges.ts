import { firstWhere } from './firstWhere.ts';
import { EVENT_PREFIX, PADDING } from './keys.ts';

/** How many of the numbers 1 to `last` have a key whose digits come before `digits` as text. */
function countBefore(digits: string, last: number): number {
  let count = 0;
  for (let width = PADDING; width <= String(last).length || width === PADDING; width += 1) {
    const lowest = width === PADDING ? 1 : 10 ** (width - 1);
    const highest = Math.min(last, 10 ** width - 1);
    const bound = Number(digits) * 10 ** (width - digits.length);
    count += Math.max(0, Math.min(bound, highest + 1) - lowest);
  }
  return count;
}

/**
 * Range keys that cut the events 1 to `last` into `parts` of about one size, in the order of the keys as text, in which
 * wider numbers lie among those padded to four digits. Fewer, where there are not so many events.
 */
export function cutKeys(last: number, parts: number): readonly string[] {
  const cuts = new Set<string>();
  for (let part = 1; part < parts; part += 1) {
    const wanted = Math.floor((last * part) / parts);
    const number = firstWhere(1, 10 ** PADDING - 1, (at) => countBefore(textOf(at), last) >= wanted);
    cuts.add(`${EVENT_PREFIX}${textOf(number)}`);
  }
  return [...cuts];
}

const textOf = (number: number): string => String(number).padStart(PADDING, '0');
