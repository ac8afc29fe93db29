import { AppError } from '#shared/errors/appError.ts';
import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { KeySchema } from '#shared/model/layout.ts';
import { compareText } from '../pages/compareText.ts';
import { decodeRows } from '../pages/decodeRows.ts';
import { indexPage, type PageIndex } from '../pages/indexPage.ts';
import type { CallOptions, Dynamo, KeyRanges, RawPage } from './dynamo.ts';
import { splitKeys } from './splitKeys.ts';

/** Before the sort keys that are in use, so that a partition named like a bound lies in one part. */
const LOWEST = ' ';

const keyAt = ({ hash, range }: KeyRanges, bound: string): AttributeMap => ({
  [hash]: { S: bound },
  ...(range === undefined ? {} : { [range]: { S: LOWEST } }),
});

/** Where a part's scan begins; undefined: with the table. */
export function startOfRange(ranges: KeyRanges, part: number): AttributeMap | undefined {
  const bound = ranges.bounds[part - 1];
  return bound === undefined ? undefined : keyAt(ranges, bound);
}

const unordered = (): AppError =>
  new AppError('AnswerUnreadable', {
    message: 'The server does not scan in the order of keys, as its kind does.',
    nextStep: 'Name a number of segments (--segments 1); nothing of the table was changed.',
  });

const comparePartitions = ({ hash }: KeyRanges, a: AttributeMap, b: AttributeMap): number => {
  const [partition, other] = [stringOf(a, hash), stringOf(b, hash)];
  if (partition === undefined || other === undefined) throw unordered();
  return compareText(partition, other);
};

const compareKeys = (ranges: KeyRanges, a: AttributeMap, b: AttributeMap): number => {
  const { range } = ranges;
  const order = comparePartitions(ranges, a, b);
  return order !== 0 || range === undefined
    ? order
    : compareText(stringOf(a, range) ?? '', stringOf(b, range) ?? '');
};

const bytesOf = (text: string): Uint8Array => Buffer.from(text);

/** The first `count` items of a page, as a page. */
function headOf(body: Uint8Array, { starts, ends }: PageIndex, count: number): Uint8Array {
  const items = count === 0 ? new Uint8Array() : body.subarray(starts[0], ends[count - 1]);
  return Buffer.concat([
    bytesOf('{"Items":['),
    items,
    bytesOf(`],"Count":${count},"ScannedCount":${count}}`),
  ]);
}

/** How many items of a page come before its part ends. That they come in order is looked at here, at every bound. */
function countUpTo(
  ranges: KeyRanges,
  items: readonly (AttributeMap | undefined)[],
  end: AttributeMap,
): number {
  let count = 0;
  let last: AttributeMap | undefined;
  for (const item of items) {
    if (item === undefined || (last !== undefined && comparePartitions(ranges, last, item) > 0))
      throw unordered();
    last = item;
    if (compareKeys(ranges, item, end) <= 0) count += 1;
  }
  return count;
}

/**
 * What of a page lies in its part: the page itself, or its first items as the part's last page.
 * @throws AppError `AnswerUnreadable` when the page shows that keys do not come in order
 */
export function withinRange(ranges: KeyRanges, part: number, page: RawPage): RawPage {
  const { lastKey, body } = page;
  const start = startOfRange(ranges, part);
  if (lastKey !== undefined && start !== undefined && compareKeys(ranges, lastKey, start) <= 0)
    throw unordered();
  const bound = ranges.bounds[part];
  if (bound === undefined) return page;
  const end = keyAt(ranges, bound);
  if (lastKey !== undefined && compareKeys(ranges, lastKey, end) < 0) return page;
  const index = indexPage(body);
  if (index === undefined) throw unordered();
  const within = countUpTo(ranges, decodeRows(body, index), end);
  return { ...page, body: headOf(body, index, within), lastKey: undefined };
}

/** Parts a table whose keys are texts; undefined where it cannot be parted. Costs a read of one item each some 50 times. */
export async function rangesOf(
  dynamo: Pick<Dynamo, 'rawScanPage'>,
  { table, key }: { readonly table: string; readonly key: KeySchema },
  parts: number,
  options?: CallOptions,
): Promise<KeyRanges | undefined> {
  const { hash, range } = key;
  if (hash.type !== 'S' || (range !== undefined && range.type !== 'S')) return undefined;
  const names = { hash: hash.name, range: range?.name, bounds: [] };
  const bounds = await splitKeys(async (behind) => {
    const startKey = behind === '' ? undefined : keyAt(names, behind);
    const { lastKey } = await dynamo.rawScanPage({ table, limit: 1, startKey }, options);
    return lastKey && stringOf(lastKey, hash.name);
  }, parts);
  return bounds.length === 0 ? undefined : { ...names, bounds };
}
