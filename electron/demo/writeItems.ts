import { AppError } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { KeySchema } from '#shared/model/layout.ts';
import type { Dynamo } from '../dynamo/dynamo.ts';

/** Items handed to one call (as many as a transaction takes), and calls under way at once. */
const SLICE_ITEMS = 100;
const IN_FLIGHT = 4;

/** Writes items into a table with the writer's key, many at a time, whatever is there under their keys. */
export type WriteItems = (table: string, items: readonly AttributeMap[]) => Promise<void>;

/** How one slice of items is written; gives what the server left unwritten. */
type WriteSlice = (table: string, items: readonly AttributeMap[]) => Promise<number>;

/**
 * Our engine waits for the disk after every item of a batch, but only once for a transaction: ten times faster.
 * Elsewhere transactions cost twice as much, or do not exist.
 */
async function sliceWriter(dynamo: Dynamo, key: KeySchema): Promise<WriteSlice> {
  const batch: WriteSlice = async (table, items) => {
    const members = items.map((put) => ({ put }));
    const { leftovers, error } = await dynamo.batchWrite(table, members, { key, concurrency: 1 });
    if (error !== undefined) throw error;
    return leftovers.length;
  };
  if ((await dynamo.serverKind()) !== 'dynoxide') return batch;
  return async (table, items) => {
    const done = await dynamo.transactWrite(items.map((item) => ({ kind: 'put', table, item })));
    // To write the same item once more does no harm.
    return done.outcome === 'done' ? 0 : batch(table, items);
  };
}

/**
 * Makes a writer for tables with `key`.
 * @throws `Throttled` from the writer when the server keeps refusing items; whatever the connection throws
 */
export async function createWriter(dynamo: Dynamo, key: KeySchema): Promise<WriteItems> {
  const write = await sliceWriter(dynamo, key);
  return async (table, items) => {
    let from = 0;
    const writer = async (): Promise<void> => {
      while (from < items.length) {
        const slice = items.slice(from, from + SLICE_ITEMS);
        from += SLICE_ITEMS;
        const left = await write(table, slice);
        if (left > 0) throw refused(table, left);
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, writer));
  };
}

const refused = (table: string, count: number): AppError =>
  new AppError('Throttled', {
    message: `${table} refused ${count} items even after several attempts, so the demonstration data is incomplete.`,
    nextStep: 'Wait a minute and seed again with the same options: what is there already stays.',
  });
