import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '#shared/errors/appError.ts';
import { ownBytes } from '../replay/attached.ts';
import type { AuditPass, OpenAuditPass } from './auditPass.ts';
import { createPassHold } from './passHold.ts';
import { createPassThreads, type PassThread } from './passThread.ts';

/** How long a pass that is closed may take to finish what it is at unless told otherwise, in milliseconds. */
const PATIENCE = 50;

const emptyFolder = async (folder: string): Promise<void> => {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) await rm(join(folder, name), { recursive: true, force: true });
};

/**
 * A pass in a worker thread, from the bundled `workerFile` (`dist/auditWorker.cjs`): pages are handed over, nothing is
 * decoded or folded on the caller's thread. The thread of a pass that was closed in order runs the next one.
 */
export function workerPass(workerFile: string): OpenAuditPass {
  const threads = createPassThreads(workerFile);
  return async (setup, from) => {
    const thread = threads.take();
    let closed: Promise<void> | undefined;
    const ask: PassThread['ask'] = (call, transfer) => {
      // The thread may be at the next pass already.
      if (closed === undefined) return thread.ask(call, transfer);
      return Promise.reject(new AppError('Internal', { message: 'The audit has been closed.' }));
    };
    const hold = createPassHold();
    try {
      await ask({ kind: 'open', setup, from, hold: hold.shared });
    } catch (error) {
      await thread.end();
      throw error;
    }
    let isKept = from !== undefined;
    const close = async (patience: number): Promise<void> => {
      hold.set(false);
      const tidied = thread.ask({ kind: 'close' }).then(
        () => true,
        () => false,
      );
      // An answer that is awaited keeps the process alive by itself.
      const isTidy = await Promise.race([tidied, delay(patience, false, { ref: false })]);
      if (isTidy) {
        await threads.giveBack(thread);
        return;
      }
      await thread.end();
      // Ended in the middle of its work, or dead: what it had written is of no use, unless a checkpoint tells of it.
      if (!isKept) await emptyFolder(setup.spillFolder);
    };
    const pass: AuditPass = {
      addPage: (segment, given, table, last) => {
        const bytes = ownBytes(given);
        return ask({ kind: 'addPage', segment, bytes, table, last }, [bytes.buffer]);
      },
      addLines: (segment, given, table) => {
        const bytes = ownBytes(given);
        return ask({ kind: 'addLines', segment, bytes, table }, [bytes.buffer]);
      },
      endSegment: (segment) => ask({ kind: 'endSegment', segment }),
      end: async () => {
        const last = await ask({ kind: 'end' });
        // Behind its end nothing is gone on with.
        isKept = false;
        return last;
      },
      checkpoint: () => {
        isKept = true;
        return ask({ kind: 'checkpoint' });
      },
      onRunning: (listener) => thread.listen(({ at }) => (closed === undefined ? listener(at) : undefined)),
      hold: (isHeld) => hold.set(isHeld),
      close: (patience = PATIENCE) => (closed ??= close(patience)),
    };
    return pass;
  };
}
