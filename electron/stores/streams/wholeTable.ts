import { AppError } from '#shared/errors/appError.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import type { CompiledLayout } from '../../layouts/streams/compiledLayout.ts';
import { OF_EVENTS, projectionTables } from '../../layouts/streams/layoutTables.ts';
import type { ReadTableOptions } from '../taskEvents/taskEventStore.ts';

/** Most items that are put together by stream in memory, where a table does not hold them together. */
const MOST_GROUPED = 300_000;

/** Items handed over at a time once they are put together. */
const BATCH = 1000;

/**
 * Hands over a table by a layout. Where a stream spans partitions, or its projection lies in another table, everything
 * is read first and put together by stream.
 * @throws `LimitExceeded` when there is more than memory is meant for
 */
export async function readWholeTable(
  dynamo: Dynamo,
  table: string,
  layout: CompiledLayout,
  { onItems, signal }: ReadTableOptions,
): Promise<void> {
  const others = projectionTables(layout.file);
  let items = 0;
  let units = 0;
  if (layout.onePartition && others.length === 0) {
    for await (const page of dynamo.scanTable({ table }, { signal })) {
      items += page.items.length;
      units += page.units;
      const read = page.items.flatMap((item) => layout.readItem(item));
      if (read.length > 0) await onItems(read, { items, units, segment: page.segment });
    }
    return;
  }
  const streams = new Map<string, TaskItem[]>();
  const keep = (item: TaskItem): void => {
    if (item.kind === 'bystander') return;
    const known = streams.get(item.taskId);
    if (known === undefined) streams.set(item.taskId, [item]);
    else known.push(item);
  };
  for (const source of [undefined, ...others]) {
    for await (const page of dynamo.scanTable({ table: source ?? table }, { signal })) {
      items += page.items.length;
      units += page.units;
      if (items > MOST_GROUPED) throw tooLarge(table, items);
      for (const item of page.items) layout.readItem(item, source ?? OF_EVENTS).forEach(keep);
      await onItems([], { items, units, segment: 0 });
    }
  }
  let batch: TaskItem[] = [];
  for (const group of streams.values()) {
    batch.push(...group);
    if (batch.length < BATCH) continue;
    await onItems(batch, { items, units, segment: 0 });
    batch = [];
  }
  if (batch.length > 0) await onItems(batch, { items, units, segment: 0 });
}

const tooLarge = (table: string, items: number): AppError =>
  new AppError('LimitExceeded', {
    message: `The streams of “${table}” lie apart, and more than ${items} items would have to be held to put them together.`,
    nextStep: 'Open a stream by its id, or audit the table, which puts them together on disk.',
  });
