import type { TaskRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';
import type { TaskSummary } from '#shared/contract/replay.ts';
import { AppError } from '#shared/errors/appError.ts';
import { stringOf } from '#shared/model/attributeValue.ts';

/** What a writer saw of a task when it decided to write: the basis of the write's condition. */
export interface Seen {
  /** Last sequence of the stream; 0 without events. */
  readonly lastSeq: number;
  /** The first free sequence: after the last event, and after any unreadable item that lies behind it. */
  readonly nextSeq: number;
  /** Stored status; null without a projection, undefined when the projection carries none. */
  readonly storedStatus: string | null | undefined;
  /** Status after the last event; undefined when no event has set one. */
  readonly replayedStatus: string | undefined;
}

/** What the header of a task tells a writer. */
export function seenOf(summary: TaskSummary): Seen {
  const taken = summary.undecodable.map(({ seq }) => seq ?? 0);
  return {
    lastSeq: summary.lastSeq,
    nextSeq: Math.max(summary.lastSeq, ...taken) + 1,
    storedStatus: summary.stored === null ? null : stringOf(summary.stored, 'status'),
    replayedStatus: stringOf(summary.replayed, 'status'),
  };
}

/** Reads a task anew, as far as a writer needs it. Rejects with an `AppError`. */
export function readSeen(
  client: Pick<AppClient, 'replay'>,
  { connection, table, task }: TaskRef,
  signal: AbortSignal,
): Promise<Seen> {
  const own = new AbortController();
  const stop = (): void => own.abort();
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  return new Promise<Seen>((resolve, reject) => {
    let asked = false;
    const ask = async (handle: string): Promise<void> => {
      try {
        resolve(seenOf(await client.replay.summary({ handle }, { signal: own.signal })));
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    client.replay
      .open(
        { connection, table, task },
        {
          signal: own.signal,
          onItem: ({ phase, handle }) => {
            if (phase !== 'ready' || asked) return;
            asked = true;
            void ask(handle);
          },
        },
      )
      .then(() => reject(new AppError('Disconnected', { message: 'The host closed this task.' })), reject);
  }).finally(() => {
    signal.removeEventListener('abort', stop);
    stop();
  });
}
