import { AppError } from '#shared/errors/appError.ts';
import type { TaskHistory } from '#shared/model/taskEvent.ts';
import type { TaskReads } from '../stores/streams/streamStore.ts';

/** Everything stored for a task. @throws `NotFound` when that is nothing at all */
export async function readTask(
  store: Pick<TaskReads, 'getTaskEvents' | 'getProjection'>,
  table: string,
  taskId: string,
  signal: AbortSignal,
): Promise<TaskHistory> {
  const [{ events, undecodable }, projection] = await Promise.all([
    store.getTaskEvents(taskId, { signal }),
    store.getProjection(taskId, { signal }),
  ]);
  if (events.length === 0 && undecodable.length === 0 && projection === undefined) {
    throw new AppError('NotFound', {
      message: `There is no task “${taskId}” in the table “${table}”.`,
      nextStep: 'List what is there with: dynascope tasks ' + table,
    });
  }
  return { taskId, events, undecodable, projection };
}
