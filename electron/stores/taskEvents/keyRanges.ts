import { firstWhere } from './firstWhere.ts';
import type { QueryRequest } from '../../dynamo/dynamo.ts';
import { EVENT_PREFIX, PADDING, taskKey } from './keys.ts';

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

/** Events in one range of a long task; pages of AWS hold some thousands, and each request costs its way. */
export const LOCAL_RANGE = 2000;
/** The same for AWS. */
export const AWS_RANGE = 20_000;

/** Most ranges of one task or stream: each is a paid request, and numbers need not be as dense as they look. */
const MOST_RANGES = 512;

/** Beyond this the largest number says nothing of how many events there are: it is a time, say, or a slip. */
const DENSEST = 100_000_000;

/** Into how many ranges of about `size` the events 1 to `last` are cut; wider ones where there would be too many. */
export const partsOf = (last: number, size: number): number =>
  last <= DENSEST ? Math.min(MOST_RANGES, Math.ceil(last / size)) : 1;

/** Queries that together find everything of a task, each about `size` of its events. */
export function rangesOf(
  taskId: string,
  lastSeq: number,
  size: number,
): readonly Pick<QueryRequest, 'keyCondition' | 'values'>[] {
  const pk = { ':pk': { S: taskKey(taskId) } };
  const cuts = cutKeys(lastSeq, partsOf(lastSeq, size));
  if (cuts.length === 0) return [{ keyCondition: 'PK = :pk', values: pk }];
  // What lies on a cut comes twice.
  return [...cuts, undefined].map((high, index) => {
    const low = cuts[index - 1];
    const values = {
      ...pk,
      ...(low === undefined ? {} : { ':low': { S: low } }),
      ...(high === undefined ? {} : { ':high': { S: high } }),
    };
    if (low === undefined) return { keyCondition: 'PK = :pk AND SK <= :high', values };
    if (high === undefined) return { keyCondition: 'PK = :pk AND SK >= :low', values };
    return { keyCondition: 'PK = :pk AND SK BETWEEN :low AND :high', values };
  });
}

/** The numbers `first` to `last`, cut where keys become longer: the keys of each piece are one range of text. */
export function byLength(
  lengthOf: (seq: number) => number,
  first: number,
  last: number,
): readonly (readonly [low: number, high: number])[] {
  const length = lengthOf(first);
  if (lengthOf(last) === length) return [[first, last]];
  let [alike, longer] = [first, last];
  while (longer - alike > 1) {
    const middle = alike + Math.floor((longer - alike) / 2);
    if (lengthOf(middle) === length) alike = middle;
    else longer = middle;
  }
  return [[first, alike], ...byLength(lengthOf, longer, last)];
}
