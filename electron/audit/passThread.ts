import { Worker } from 'node:worker_threads';
import { AppError, fromErrorData } from '#shared/errors/appError.ts';
import { requireAttached } from '../replay/attached.ts';
import type { AuditDelta, PassCheckpoint } from './auditPass.ts';
import type { PassCall, PassReply } from './passProtocol.ts';

type Value = AuditDelta | PassCheckpoint | undefined;

interface Waiting {
  readonly resolve: (value: Value) => void;
  readonly reject: (error: AppError) => void;
}

const lost = (cause: unknown): AppError =>
  new AppError('Internal', {
    message: 'The part of Dynascope that audits tables stopped unexpectedly.',
    nextStep: 'Go on with the audit from its last checkpoint, or start it again. Nothing stored was changed.',
    cause,
  });

/** A worker thread that runs passes, one at a time. */
export interface PassThread {
  /** Rejects with what the pass throws, with `Internal` when the thread has ended. */
  ask(call: PassCall, transfer?: readonly ArrayBuffer[]): Promise<Value>;
  isDown(): boolean;
  end(): Promise<void>;
}

/** Starts one; it keeps the process alive only while an answer is awaited. */
export function startPassThread(workerFile: string): PassThread {
  const worker = new Worker(workerFile);
  const pending = new Map<number, Waiting>();
  let ids = 0;
  let down: AppError | undefined;

  const fail = (cause: unknown): void => {
    down ??= lost(cause);
    for (const { reject } of pending.values()) reject(down);
    pending.clear();
  };
  worker.on('message', (reply: PassReply) => {
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
        worker.postMessage({ ...call, id: ids }, transfer);
        pending.set(ids, { resolve, reject });
        worker.ref();
      }),
    isDown: () => down !== undefined,
    end: async () => {
      await worker.terminate();
    },
  };
}

/** How long a thread without work is kept, in milliseconds: its code is warm, the next pass is twice as fast. */
const KEPT = 60_000;

/** Threads for passes: one that has done its work is kept for a while. */
export function createPassThreads(workerFile: string) {
  let spare: PassThread | undefined;
  let timer: NodeJS.Timeout | undefined;
  return {
    take(): PassThread {
      clearTimeout(timer);
      const kept = spare;
      spare = undefined;
      return kept === undefined || kept.isDown() ? startPassThread(workerFile) : kept;
    },
    /** Gives a thread back whose pass has been closed. */
    async giveBack(thread: PassThread): Promise<void> {
      if (spare !== undefined) {
        await thread.end();
        return;
      }
      spare = thread;
      timer = setTimeout(() => {
        spare = undefined;
        void thread.end();
      }, KEPT);
      timer.unref();
    },
  };
}
