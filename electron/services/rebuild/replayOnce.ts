import type { TaskRef } from '#shared/contract/common.ts';
import type { TaskSummary } from '#shared/contract/replay.ts';
import { AppError, throwIfCancelled } from '#shared/errors/appError.ts';
import type { OpenTasks } from '../openTasks.ts';

/** Opens a task, waits until every event is read and judged, takes its summary, and closes it again. */
export async function replayOnce(
  openTasks: Pick<OpenTasks, 'open' | 'session'>,
  ref: TaskRef,
  signal: AbortSignal,
): Promise<TaskSummary> {
  throwIfCancelled(signal);
  const close = new AbortController();
  const abort = (): void => close.abort();
  signal.addEventListener('abort', abort, { once: true });
  let summary: TaskSummary | undefined;
  try {
    await openTasks
      .open(ref, {
        signal: close.signal,
        emit: async ({ handle, phase }) => {
          if (phase !== 'ready' || summary !== undefined) return;
          summary = await openTasks.session(handle).summary();
          close.abort();
        },
      })
      .catch((error: unknown) => {
        if (summary === undefined) throw error;
      });
  } finally {
    signal.removeEventListener('abort', abort);
  }
  throwIfCancelled(signal);
  if (summary === undefined) {
    throw new AppError('Internal', { message: `The task “${ref.task}” could not be replayed.` });
  }
  return summary;
}
