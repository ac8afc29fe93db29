import type { ReplayProgress } from '../../shared/contract/replay.ts';
import type { Services } from '../../electron/hostServices.ts';
import type { LongTask } from './seed.ts';
import { CONNECTION } from './services.ts';

/** Opens a task as a window does, tells of each progress, and closes it once every event is read. */
export async function openOnce(
  services: Services,
  { table, task }: LongTask,
  onProgress: (progress: ReplayProgress) => Promise<void> | void = () => undefined,
): Promise<void> {
  const closing = new AbortController();
  const emit = async (progress: ReplayProgress): Promise<void> => {
    await onProgress(progress);
    if (progress.phase === 'ready') closing.abort();
  };
  try {
    await services.openTasks.open({ connection: CONNECTION, table, task }, { signal: closing.signal, emit });
  } catch (error) {
    if (!closing.signal.aborted) throw error;
  }
}
