import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { Dynamo, QueryRequest } from '../../dynamo/dynamo.ts';
import { existingItems } from '../../dynamo/wholeBatch.ts';
import { DIGITS, hintIn, lastBeyond } from './head.ts';
import { eventKey, keyOf, LAST_PADDED, META_KEY, sequenceIn, taskKey } from './keys.ts';
import { decodeProjection, decodeTaskItem } from './taskItems.ts';
import type { ReadOptions, TaskTail } from './taskEventStore.ts';

/** How many wide keys are looked for one by one, and how many of them behind the one expected to be the last. */
const WIDE = 48;
const BEHIND = 8;

/** Whose tail is read, and how much of it. */
export interface TailOf {
  readonly table: string;
  readonly taskId: string;
  readonly count: number;
}

const lastIn = (items: readonly AttributeMap[]): number =>
  Math.max(0, ...items.map((item) => sequenceIn(stringOf(item, 'SK') ?? '') ?? 0));

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

/**
 * The end of a task: a reverse query and the projection at the same time. Beyond 9999 the order of the keys tells no
 * end; then the last events are looked for where the projection says, and only where that is wrong by searching.
 */
export async function readTaskTail(
  dynamo: Dynamo,
  { table, taskId, count }: TailOf,
  options: ReadOptions | undefined,
): Promise<TaskTail> {
  const [{ item: meta }, byText] = await Promise.all([
    dynamo.getItem({ table, key: keyOf(taskId, META_KEY), consistent: true }, options),
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
  const hint = hintIn(meta);
  if (textLast < LAST_PADDED && hint <= textLast) return told(textLast, byText);

  /** The events around `last`, whatever of them is there. */
  const around = async (last: number): Promise<readonly AttributeMap[]> => {
    const first = Math.max(1, last - WIDE + 1);
    const keys = Array.from({ length: last - first + 1 + BEHIND }, (_, at) =>
      keyOf(taskId, eventKey(first + at)),
    );
    const batch = await dynamo.batchGet(table, keys, { ...options, consistent: true });
    return existingItems(table, batch);
  };
  const expected = Math.max(hint, textLast);
  const found = await around(expected);
  const last = lastIn(found);
  if (last >= expected && last < expected + BEHIND) return told(last, found);
  const lastSeq = await lastBeyond(dynamo, table, taskId, Math.max(textLast, last), hint, options);
  return told(lastSeq, await around(lastSeq));
}
