import type { AppClient } from '#shared/contract/index.ts';
import type { TaskFilter, TaskRow } from '#shared/contract/tasks.ts';
import { createRangeCache, type RangeCache } from '../../ui/list/rangeCache.ts';

/** The rows of one filter of a listed table, by range. */
export function createRows(
  client: Pick<AppClient, 'tasks'>,
  handle: string,
  filter: TaskFilter,
): RangeCache<TaskRow> {
  return createRangeCache((from, to, signal) =>
    client.tasks.range({ handle, filter, range: { from, to } }, { signal }),
  );
}
