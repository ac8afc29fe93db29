import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { Dynamo, QueryRequest } from '../../dynamo/dynamo.ts';
import { DIGITS, hintIn, lastBeyond } from './head.ts';
import { eventKey, keyOf, LAST_PADDED, META_KEY, sequenceIn, taskKey } from './keys.ts';
import { byLength } from './keyRanges.ts';
import { decodeProjection, decodeTaskItem } from './taskItems.ts';
import type { ReadOptions, TaskTail } from './taskEventStore.ts';

/** How many wide numbers are looked for, and how many of them behind the one expected to be the last. */
const WIDE = 48;
const BEHIND = 8;

/** Most items that are read of a range of so many numbers: some narrower ones sort among them, or very many far wider ones. */
const MOST = 128;

/** Whose tail is read, and how much of it. */
export interface TailOf {
  readonly table: string;
  readonly taskId: string;
  readonly count: number;
}

const seqOf = (item: AttributeMap): number => sequenceIn(stringOf(item, 'SK') ?? '') ?? 0;

const lastIn = (items: readonly AttributeMap[]): number => Math.max(0, ...items.map(seqOf));

/** The first page with anything on it: a page may be empty though more follow (DynamoDB, "Paginating the results"). */
async function firstFilled(
  dynamo: Dynamo,
  request: QueryRequest,
  options: ReadOptions | undefined,
): Promise<readonly AttributeMap[]> {
  let startKey: AttributeMap | undefined;
  do {
    const page = await dynamo.queryPage({ ...request, startKey }, options);
    if (page.items.length > 0) return page.items;
    startKey = page.lastKey;
  } while (startKey !== undefined);
  return [];
}

/** The events around number `last`, whatever of them is there: a range of keys costs far less than each key for itself. */
async function eventsAround(
  dynamo: Dynamo,
  { table, taskId }: Omit<TailOf, 'count'>,
  last: number,
  options: ReadOptions | undefined,
): Promise<readonly AttributeMap[]> {
  const [first, end] = [Math.max(1, last - WIDE + 1), last + BEHIND];
  const readRange = async ([low, high]: readonly [number, number]): Promise<readonly AttributeMap[]> => {
    const request = {
      table,
      keyCondition: 'PK = :pk AND SK BETWEEN :low AND :high',
      values: { ':pk': { S: taskKey(taskId) }, ':low': { S: eventKey(low) }, ':high': { S: eventKey(high) } },
      consistent: true,
      limit: MOST,
    };
    const items: AttributeMap[] = [];
    for await (const page of dynamo.queryPages(request, options)) {
      items.push(...page.items);
      if (items.length >= MOST) break;
    }
    return items;
  };
  const ranges = await Promise.all(byLength((seq) => eventKey(seq).length, first, end).map(readRange));
  return ranges.flat().filter((item) => seqOf(item) >= first);
}

/**
 * The end of a task: a reverse query and the projection at the same time. Beyond 9999 the order of the keys tells no
 * end; then the last events are looked for where the projection says, as soon as it has said it, and only where that is
 * wrong by searching.
 */
export async function readTaskTail(
  dynamo: Dynamo,
  { table, taskId, count }: TailOf,
  options: ReadOptions | undefined,
): Promise<TaskTail> {
  const around = (last: number): Promise<readonly AttributeMap[]> =>
    eventsAround(dynamo, { table, taskId }, last, options);
  const readMeta = async () => {
    const key = keyOf(taskId, META_KEY);
    const { item: meta } = await dynamo.getItem({ table, key, consistent: true }, options);
    const hint = hintIn(meta);
    return { meta, hint, hinted: hint > LAST_PADDED ? await around(hint) : undefined };
  };
  const [{ meta, hint, hinted }, byText] = await Promise.all([
    readMeta(),
    firstFilled(
      dynamo,
      {
        table,
        keyCondition: 'PK = :pk AND SK BETWEEN :low AND :high',
        values: { ':pk': { S: taskKey(taskId) }, ...DIGITS },
        descending: true,
        consistent: true,
        limit: count,
      },
      options,
    ),
  ]);
  const projection = meta === undefined ? undefined : decodeProjection(meta);
  const told = (lastSeq: number, items: readonly AttributeMap[]): TaskTail => ({
    head: { lastSeq, projection },
    items: items.map(decodeTaskItem),
  });
  const textLast = lastIn(byText);
  if (textLast < LAST_PADDED && hint <= textLast) return told(textLast, byText);

  const expected = Math.max(hint, textLast);
  const found = expected === hint && hinted !== undefined ? hinted : await around(expected);
  const last = lastIn(found);
  if (last >= expected && last < expected + BEHIND) return told(last, found);
  const lastSeq = await lastBeyond(dynamo, table, taskId, Math.max(textLast, last), hint, options);
  return told(lastSeq, await around(lastSeq));
}
