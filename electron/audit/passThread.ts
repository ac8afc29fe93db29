import { AppError } from '#shared/errors/appError.ts';
import { startThread, type Thread } from '../replay/thread.ts';
import type { PassAnswers, PassCall } from './passProtocol.ts';

const lost = (cause: unknown): AppError =>
  new AppError('Internal', {
    message: 'The part of Dynascope that audits tables stopped unexpectedly.',
    nextStep: 'Go on with the audit from its last checkpoint, or start it again. Nothing stored was changed.',
    cause,
  });

/** A worker thread that runs passes, one at a time. Rejects with `Internal` when it has ended. */
export type PassThread = Thread<PassCall, PassAnswers>;

/** A pass makes few objects: with V8's own limit an audit took 30 MB more and no less time. */
const YOUNG_MB = 6;

/** Starts one. */
export const startPassThread = (workerFile: string): PassThread => startThread(workerFile, lost, YOUNG_MB);

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
