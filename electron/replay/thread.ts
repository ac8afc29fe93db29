import { Worker } from 'node:worker_threads';
import { fromErrorData, toErrorData, type AppError } from '#shared/errors/appError.ts';
import { requireAttached } from './attached.ts';
import type { Notice, Reply } from './protocol.ts';

/** A call with its number. */
type Numbered<C> = C & { readonly id: number };

/** Calls are told apart by their kind. */
interface OfKind<K extends string = string> {
  readonly kind: K;
}

/** A worker thread that answers calls `C`; `A` has what it answers to each kind of them. */
export interface Thread<C extends OfKind, A extends Readonly<Record<C['kind'], unknown>>> {
  /** Rejects with what the thread throws, with what `lost` makes of it when the thread has ended. */
  ask<K extends C['kind']>(call: C & OfKind<K>, transfer?: readonly ArrayBuffer[]): Promise<A[K]>;
  /** Calls `listener`, in place of any before, with what the thread tells unasked. */
  listen(listener: (notice: Notice) => void): void;
  isDown(): boolean;
  end(): Promise<void>;
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: AppError) => void;
}

/**
 * Starts one from a bundled file; it keeps the process alive only while an answer is awaited. `youngMb`: megabytes that
 * what it has just made may take before it is looked through for what still lives; without it as V8 will.
 */
export function startThread<C extends OfKind, A extends Readonly<Record<C['kind'], unknown>>>(
  workerFile: string,
  lost: (cause: unknown) => AppError,
  youngMb?: number,
): Thread<C, A> {
  const worker = new Worker(
    workerFile,
    youngMb === undefined ? {} : { resourceLimits: { maxYoungGenerationSizeMb: youngMb } },
  );
  const pending = new Map<number, Waiting>();
  let ids = 0;
  let down: AppError | undefined;
  let onNotice: (notice: Notice) => void = () => undefined;

  const fail = (cause: unknown): void => {
    down ??= lost(cause);
    for (const { reject } of pending.values()) reject(down);
    pending.clear();
  };
  worker.on('message', (reply: Reply<never> | Notice) => {
    if ('kind' in reply) {
      onNotice(reply);
      return;
    }
    const waiting = pending.get(reply.id);
    pending.delete(reply.id);
    if (pending.size === 0) worker.unref();
    if (reply.ok) waiting?.resolve(reply.value);
    else waiting?.reject(fromErrorData(reply.error));
  });
  worker.on('error', fail);
  worker.on('messageerror', fail);
  worker.on('exit', (code) => fail(new Error(`exit code ${code}`)));
  worker.unref();

  return {
    ask: (call, transfer = []) =>
      new Promise((resolve, reject) => {
        if (down !== undefined) {
          reject(down);
          return;
        }
        ids += 1;
        // Before anything is waited for: what cannot be sent throws, and has no answer.
        requireAttached(transfer);
        worker.postMessage({ ...call, id: ids } satisfies Numbered<C>, transfer);
        pending.set(ids, { resolve, reject });
        worker.ref();
      }),
    listen: (listener) => {
      onNotice = listener;
    },
    isDown: () => down !== undefined,
    end: async () => {
      await worker.terminate();
    },
  };
}

/** Where calls come in and answers go out. */
interface CallPort<C> {
  on(event: 'message', listener: (call: Numbered<C>) => void): unknown;
  postMessage(reply: Reply): void;
}

/** The other end, in the thread: calls that arrive at `port` are answered one after another, errors as they are. */
export function answerCalls<C>(port: CallPort<C>, answer: (call: C) => unknown): void {
  const replyTo = (call: Numbered<C>): Reply => {
    try {
      return { id: call.id, ok: true, value: answer(call) };
    } catch (error) {
      return { id: call.id, ok: false, error: toErrorData(error) };
    }
  };
  port.on('message', (call) => port.postMessage(replyTo(call)));
}
