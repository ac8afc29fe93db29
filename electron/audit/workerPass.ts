import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError, fromErrorData } from '#shared/errors/appError.ts';
import type { AuditDelta, AuditPass, OpenAuditPass, PassCheckpoint } from './auditPass.ts';
import type { PassCall, PassReply } from './passProtocol.ts';

interface Waiting {
  readonly resolve: (value: AuditDelta | PassCheckpoint | undefined) => void;
  readonly reject: (error: AppError) => void;
}

const lost = (cause: unknown): AppError =>
  new AppError('Internal', {
    message: 'The part of Dynascope that audits tables stopped unexpectedly.',
    nextStep: 'Go on with the audit from its last checkpoint, or start it again. Nothing stored was changed.',
    cause,
  });

/** How long a pass that is closed may take to finish what it is at, in milliseconds. */
const PATIENCE = 50;

const emptyFolder = async (folder: string): Promise<void> => {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) await rm(join(folder, name), { recursive: true, force: true });
};

/** The bytes in a buffer of their own, which can be handed over; copied only where the buffer holds more. */
const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength
    ? new Uint8Array(bytes.buffer)
    : bytes.slice();

/** Asks a worker thread of its own, which keeps the process alive only while an answer is awaited. */
function createAsker(workerFile: string) {
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
    ask: (
      call: PassCall,
      transfer: readonly ArrayBuffer[] = [],
    ): Promise<Parameters<Waiting['resolve']>[0]> =>
      new Promise((resolve, reject) => {
        if (down !== undefined) {
          reject(down);
          return;
        }
        ids += 1;
        pending.set(ids, { resolve, reject });
        worker.ref();
        worker.postMessage({ ...call, id: ids }, transfer);
      }),
    end: async (): Promise<void> => {
      await worker.terminate();
    },
  };
}

/**
 * A pass in a worker thread, from the bundled `workerFile` (`dist/auditWorker.cjs`): pages are handed over, nothing is
 * decoded or folded on the caller's thread.
 */
export const workerPass =
  (workerFile: string): OpenAuditPass =>
  async (setup, from) => {
    const { ask, end } = createAsker(workerFile);
    const delta = async (call: PassCall, transfer?: readonly ArrayBuffer[]): Promise<AuditDelta> => {
      const value = await ask(call, transfer);
      if (typeof value === 'object') return value;
      throw new AppError('Internal', { message: `The audit gave no answer to ${call.kind}.` });
    };
    const add = (kind: 'addPage' | 'addLines', segment: number, given: Uint8Array): Promise<AuditDelta> => {
      const bytes = owned(given);
      return delta({ kind, segment, bytes }, [bytes.buffer]);
    };
    try {
      await ask({ kind: 'open', setup, from });
    } catch (error) {
      await end();
      throw error;
    }
    let closed: Promise<void> | undefined;
    let isKept = from !== undefined;
    const close = async (): Promise<void> => {
      const tidied = ask({ kind: 'close' }).then(
        () => true,
        () => false,
      );
      const isTidy = await Promise.race([
        tidied,
        new Promise<boolean>((late) => setTimeout(late, PATIENCE, false)),
      ]);
      await end();
      // Ended in the middle of its work, or dead: what it had written is of no use, unless a checkpoint tells of it.
      if (!isTidy && !isKept) await emptyFolder(setup.spillFolder);
    };
    const pass: AuditPass = {
      addPage: (segment, page) => add('addPage', segment, page),
      addLines: (segment, lines) => add('addLines', segment, lines),
      endSegment: (segment) => delta({ kind: 'endSegment', segment }),
      end: () => delta({ kind: 'end' }),
      checkpoint: async () => {
        isKept = true;
        const value = await ask({ kind: 'checkpoint' });
        if (typeof value === 'string') return value;
        throw new AppError('Internal', { message: 'The audit told no checkpoint.' });
      },
      close: () => (closed ??= close()),
    };
    return pass;
  };
