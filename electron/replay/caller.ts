import { AppError, fromErrorData } from '#shared/errors/appError.ts';
import type { Link, LinkEvents } from './link.ts';
import type { Question, Reply, Unasked } from './protocol.ts';
import type { OnRunning, ReplayCallOptions } from './hostApi.ts';

/** Options of a question. `transfer`: buffers in it that are handed over, not copied; they are gone here. */
export interface AskOptions extends ReplayCallOptions {
  readonly transfer?: readonly ArrayBuffer[];
}

/** Asks a replay server and gives each answer to its asker. */
export interface Caller {
  /** Rejects with what the server answered, `Cancelled` on abort, `Internal` when the server died. */
  ask(question: Unasked, options: AskOptions | undefined): Promise<never>;
  /** Calls `listener` whenever the server tells where the reducer of this object is, until it is released. */
  listen(handle: number, listener: OnRunning): void;
  /** Tells the server that nobody needs this object any more. */
  release(handle: number): void;
  close(): Promise<void>;
}

interface Pending {
  readonly resolve: (value: never) => void;
  readonly reject: (error: AppError) => void;
}

/** The error of a call that its caller gave up, or whose object has been closed. */
export const cancelled = (): AppError =>
  new AppError('Cancelled', { message: 'The operation was cancelled.' });

/** The error of everything that a dead worker held. */
export const lost = (cause?: unknown): AppError =>
  new AppError('Internal', {
    message: 'The part of Dynascope that replays events stopped unexpectedly.',
    nextStep: 'Open the task or table again. Nothing stored was changed.',
    ...(cause === undefined ? {} : { cause }),
  });

/** Starts a server with `connect`. `onDown` is told once when it has died; its pending calls have failed by then. */
export function createCaller(connect: (events: LinkEvents) => Link, onDown: () => void): Caller {
  const pending = new Map<number, Pending>();
  const listeners = new Map<number, OnRunning>();
  let ids = 0;
  let end: (() => AppError) | undefined;

  const failAll = (): void => {
    const waiting = [...pending.values()];
    pending.clear();
    for (const { reject } of waiting) reject(end?.() ?? lost());
  };

  const onReply = (reply: Reply<never>): void => {
    const waiting = pending.get(reply.id);
    if (waiting === undefined) return;
    settle(reply.id);
    if (reply.ok) waiting.resolve(reply.value);
    else waiting.reject(fromErrorData(reply.error));
  };

  const link = connect({
    onReply,
    onNotice: ({ handle, at }) => listeners.get(handle)?.(at),
    onDown(cause) {
      end = () => lost(cause);
      failAll();
      onDown();
    },
  });

  const settle = (id: number): void => {
    pending.delete(id);
    if (pending.size === 0) link.hold(false);
  };

  const send = (question: Question, { signal, transfer }: AskOptions): Promise<never> =>
    new Promise((resolve, reject) => {
      // Before anything is waited for: what cannot be sent throws, and has no answer.
      link.post(question, transfer);
      const abort = (): void => {
        settle(question.id);
        link.post({ kind: 'cancel', id: question.id });
        reject(cancelled());
      };
      const forget = (): void => signal?.removeEventListener('abort', abort);
      pending.set(question.id, {
        resolve(value) {
          forget();
          resolve(value);
        },
        reject(error) {
          forget();
          reject(error);
        },
      });
      signal?.addEventListener('abort', abort, { once: true });
      link.hold(true);
    });

  return {
    ask(question, options = {}) {
      if (end !== undefined) return Promise.reject(end());
      if (options.signal?.aborted === true) return Promise.reject(cancelled());
      ids += 1;
      return send({ ...question, id: ids }, options);
    },
    listen(handle, listener) {
      listeners.set(handle, listener);
    },
    release(handle) {
      listeners.delete(handle);
      if (end === undefined) link.post({ kind: 'close', handle });
    },
    async close() {
      if (end !== undefined) return;
      end = cancelled;
      failAll();
      await link.close();
    },
  };
}
