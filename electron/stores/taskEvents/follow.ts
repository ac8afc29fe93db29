import type { TaskItem } from '#shared/model/taskItem.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { existingItems } from '../../dynamo/wholeBatch.ts';
import { readTaskHead } from './head.ts';
import { eventKey, keyOf, LAST_PADDED, taskKey } from './keys.ts';
import type { ReadOptions } from './taskEventStore.ts';
import { decodeTaskItem } from './taskItems.ts';

/** Keys that one BatchGetItem takes. */
const MOST_KEYS = 100;

/** Range keys of events that begin with no digit lie between these two; the second one is past them all. */
const NO_DIGIT = 'EVENT#:';
const PAST = 'EVENT$';

/** Whether `item` belongs behind `seq`, or cannot be placed. */
export function isBehind(item: TaskItem, seq: number): boolean {
  if (item.kind === 'event') return item.event.seq > seq;
  return item.kind === 'undecodable' && (item.undecodable.seq ?? Number.MAX_SAFE_INTEGER) > seq;
}

/**
 * Events behind number `seq`. Up to 9999 they are a range of keys; wider keys sort among the padded ones, so
 * those are fetched one by one, up to the last.
 */
export async function readBehind(
  dynamo: Dynamo,
  table: string,
  taskId: string,
  seq: number,
  options: ReadOptions | undefined,
): Promise<readonly TaskItem[]> {
  const found: TaskItem[] = [];
  const low = seq < LAST_PADDED ? eventKey(seq) : NO_DIGIT;
  const request = {
    table,
    keyCondition: 'PK = :pk AND SK BETWEEN :low AND :high',
    values: { ':pk': { S: taskKey(taskId) }, ':low': { S: low }, ':high': { S: PAST } },
    consistent: true,
  };
  for await (const page of dynamo.queryPages(request, options)) {
    found.push(...page.items.map(decodeTaskItem).filter((item) => isBehind(item, seq)));
  }
  const reached = found.reduce(
    (last, item) => Math.max(last, item.kind === 'event' ? item.event.seq : 0),
    seq,
  );
  if (reached < LAST_PADDED) return found;

  const here = new Set(found.flatMap((item) => (item.kind === 'event' ? [item.event.key] : [])));
  const { lastSeq } = await readTaskHead(dynamo, table, taskId, options);
  for (let from = Math.max(seq, LAST_PADDED) + 1; from <= lastSeq; from += MOST_KEYS) {
    const size = Math.min(MOST_KEYS, lastSeq - from + 1);
    const keys = Array.from({ length: size }, (_, index) => keyOf(taskId, eventKey(from + index)));
    const batch = await dynamo.batchGet(table, keys, { ...options, consistent: true });
    const items = existingItems(table, batch);
    const wide = items.map(decodeTaskItem).sort((a, b) => orderOf(a) - orderOf(b));
    found.push(...wide.filter((item) => item.kind !== 'event' || !here.has(item.event.key)));
  }
  return found;
}

const orderOf = (item: TaskItem): number =>
  item.kind === 'event' ? item.event.seq : item.kind === 'undecodable' ? (item.undecodable.seq ?? 0) : 0;
