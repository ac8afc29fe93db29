import type { StoreApi } from 'zustand/vanilla';
import type { ReplayProgress } from '#shared/contract/replay.ts';
import { AppError, toErrorData } from '#shared/errors/appError.ts';
import { isRetryable } from '#shared/errors/codes.ts';
import type { TaskDeps, TaskState } from './taskState.ts';

/** The longest pause between two tries to open a lost task again, in ticks of the clock (seconds). */
const LONGEST_PAUSE = 5;

const ENDED = new AppError('Disconnected', { message: 'The host closed this task.' });

/** Keeps the task open in the host: progress goes into the store, and a lost line is opened again, position kept. */
export function startLink(
  { client, clock }: TaskDeps,
  store: StoreApi<TaskState>,
): { reopen(): void; stop(): void } {
  let current: AbortController | undefined;
  let endPause: (() => void) | undefined;
  let tries = 0;

  const pauseThenOpen = (): void => {
    let left = Math.min(LONGEST_PAUSE, tries);
    tries += 1;
    const unsubscribe = clock.subscribe(() => {
      left -= 1;
      if (left < 0) open();
    });
    endPause = unsubscribe;
  };

  const over = (controller: AbortController, error: unknown): void => {
    if (controller.signal.aborted) return;
    current = undefined;
    const { code } = toErrorData(error);
    const again = isRetryable(code) || code === 'Cancelled';
    store.setState({ link: { phase: again ? 'reopening' : 'failed', error } });
    if (again) pauseThenOpen();
  };

  const open = (): void => {
    endPause?.();
    endPause = undefined;
    current?.abort();
    const controller = new AbortController();
    current = controller;
    if (store.getState().progress === undefined) {
      store.setState({ link: { phase: 'opening', sinceMs: clock.now() } });
    } else store.setState({ replaced: true });
    const onItem = (progress: ReplayProgress): void => {
      if (controller.signal.aborted) return;
      tries = 0;
      store.setState((state) => ({
        progress,
        replaced: false,
        link: progress.phase === 'ready' ? { phase: 'open' } : keepOpening(state, clock.now()),
      }));
    };
    const { connection, table, task } = store.getState().ref;
    client.replay.open({ connection, table, task }, { signal: controller.signal, onItem }).then(
      () => over(controller, ENDED),
      (error: unknown) => over(controller, error),
    );
  };

  open();
  return {
    reopen() {
      tries = 0;
      open();
    },
    stop() {
      endPause?.();
      current?.abort();
      current = undefined;
    },
  };
}

function keepOpening(state: TaskState, nowMs: number): TaskState['link'] {
  return state.link.phase === 'opening' ? state.link : { phase: 'opening', sinceMs: nowMs };
}
