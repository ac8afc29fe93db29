import { numberTextOf, stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { existingItems } from '../../dynamo/wholeBatch.ts';
import { eventKey, keyOf, LAST_PADDED, META_KEY, sequenceIn, taskKey } from './keys.ts';
import { lastFound } from './lastFound.ts';
import { decodeProjection } from './taskItems.ts';
import type { ReadOptions, TaskHead } from './taskEventStore.ts';

/** Range keys that begin with a digit lie between these two. */
export const DIGITS = { ':low': { S: 'EVENT#0' }, ':high': { S: 'EVENT#:' } } as const;

/** The last sequence in the order of the keys' text; 0 without events. Right up to 9999. */
const lastByText = async (
  dynamo: Dynamo,
  table: string,
  taskId: string,
  options: ReadOptions | undefined,
): Promise<number> => {
  const request = {
    table,
    keyCondition: 'PK = :pk AND SK BETWEEN :low AND :high',
    values: { ':pk': { S: taskKey(taskId) }, ...DIGITS },
    projection: 'SK',
    descending: true,
    consistent: true,
    limit: 4,
  };
  for await (const page of dynamo.queryPages(request, options)) {
    const numbers = page.items.map((item) => sequenceIn(stringOf(item, 'SK') ?? '') ?? 0);
    const last = Math.max(0, ...numbers);
    if (last > 0) return last;
  }
  return 0;
};

/** The last sequence beyond `from`, see {@link lastFound}. */
export const lastBeyond = (
  dynamo: Dynamo,
  table: string,
  taskId: string,
  from: number,
  hint: number,
  options: ReadOptions | undefined,
): Promise<number> =>
  lastFound(from, hint, async (seqs) => {
    const keys = seqs.map((seq) => keyOf(taskId, eventKey(seq)));
    const batch = await dynamo.batchGet(table, keys, { ...options, consistent: true });
    const items = existingItems(table, batch);
    return new Set(items.map((item) => sequenceIn(stringOf(item, 'SK') ?? '') ?? 0));
  });

/** What the projection says of the last sequence; 0 when it says nothing. */
export const hintIn = (meta: AttributeMap | undefined): number => {
  const hint = Number((meta && numberTextOf(meta, 'last_seq')) ?? 0);
  return Number.isSafeInteger(hint) && hint > 0 ? hint : 0;
};

/** The last sequence by number and the projection, in two small reads, and a few more beyond 9999 events. */
export async function readTaskHead(
  dynamo: Dynamo,
  table: string,
  taskId: string,
  options: ReadOptions | undefined,
): Promise<TaskHead> {
  const [{ item: meta }, textLast] = await Promise.all([
    dynamo.getItem({ table, key: keyOf(taskId, META_KEY), consistent: true }, options),
    lastByText(dynamo, table, taskId, options),
  ]);
  const hint = hintIn(meta);
  // Wider keys sort among the padded ones, so a text order that ends at 9999 or before the hint may hide some.
  const hidden = textLast >= LAST_PADDED || hint > textLast;
  const lastSeq = hidden ? await lastBeyond(dynamo, table, taskId, textLast, hint, options) : textLast;
  return { lastSeq, projection: meta === undefined ? undefined : decodeProjection(meta) };
}
