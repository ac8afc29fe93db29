import { isOpenUnder, type TaskState } from '../taskState.ts';

/**
 * An answer that was asked for under a handle. Where it fails because the task has been opened anew meanwhile, it never
 * comes: the same is asked again under the new handle.
 */
export function whileOpen<T>(
  state: () => Pick<TaskState, 'progress' | 'replaced'>,
  handle: string,
  answer: Promise<T>,
): Promise<T> {
  return answer.catch((error: unknown) => {
    if (isOpenUnder(state(), handle)) throw error;
    return new Promise<never>(() => undefined);
  });
}
