import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { AppError } from '#shared/errors/appError.ts';
import type { SlowReducer } from '#shared/model/slowReducer.ts';
import { CONTROL, type Question, type SandboxData } from './control.ts';
import type { ModuleFile } from '../replaySetup.ts';

/** How a sandbox runs. */
export interface SandboxOptions {
  /** Path of the bundled worker (`dist/reducerWorker.cjs`). */
  readonly workerFile: string;
  /** How long one event may take, in milliseconds. */
  readonly limitMs?: number;
  /** How much memory the reader's code may take, in MB. */
  readonly memoryMb?: number;
  /** Whether nobody waits for the answer any more: looked at every so often while the reader's code runs. */
  readonly isAbandoned?: (() => boolean) | undefined;
  /** Called before the reader's code is given its next turn: it waits for as long as this takes. */
  readonly beforeTurn?: (() => void) | undefined;
  /** Told every so often, while the reader's code runs, where it is. */
  readonly onRunning?: ((at: RunningAt) => void) | undefined;
}

/** Where a reducer is: in which stream of many, at which event, counted from 1, of how many. */
export type RunningAt = Omit<SlowReducer, 'seconds'>;

/** A reducer's files in a thread of their own. The owner's thread waits for every answer. */
export interface Sandbox {
  /**
   * `onWait` is told, at every look and at the end, how many events of the question have been begun.
   * @throws AppError `Cancelled` when the answer is waited for no longer
   */
  ask(question: Question, onWait?: (begun: number) => void): Answered;
  close(): void;
}

/** What came of a question. */
export type Answered =
  | { readonly kind: 'answered'; readonly texts: readonly string[] }
  /** `begun`: how many events of the question had been begun; the last of them was too much. */
  | { readonly kind: 'stopped'; readonly begun: number };

/** How long one event may take unless told otherwise, in milliseconds. */
export const LIMIT_MS = 2000;

/** How much memory the reader's code may take unless told otherwise, in MB. */
export const MEMORY_MB = 128;

/** How long a thread may take to start and load its files, in milliseconds. */
const START_MS = 15_000;

/** Between two looks at whether it still advances, in milliseconds. */
const LOOK_MS = 50;

const abandoned = (): AppError =>
  new AppError('Cancelled', { message: 'The reducer was given up while it ran.' });

interface Thread {
  readonly worker: Worker;
  readonly port: MessageChannel['port1'];
  readonly shared: Int32Array;
  asked: number;
}

function startThread(files: readonly ModuleFile[], workerFile: string, memoryMb: number): Thread {
  const control = new SharedArrayBuffer(CONTROL.size * Int32Array.BYTES_PER_ELEMENT);
  const { port1, port2 } = new MessageChannel();
  const data: SandboxData = { files, control, port: port2 };
  const worker = new Worker(workerFile, {
    workerData: data,
    transferList: [port2],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 },
  });
  // Running out of memory arrives here, when the owner has long seen that nothing advances.
  worker.on('error', () => undefined);
  worker.unref();
  port1.unref();
  return { worker, port: port1, shared: new Int32Array(control), asked: 0 };
}

/**
 * Opens a sandbox over a reducer's files. The thread is started at the first question, and again after it was stopped.
 */
export function openSandbox(
  files: readonly ModuleFile[],
  {
    workerFile,
    limitMs = LIMIT_MS,
    memoryMb = MEMORY_MB,
    isAbandoned = () => false,
    beforeTurn,
  }: SandboxOptions,
): Sandbox {
  let thread: Thread | undefined;

  const stop = (): void => {
    void thread?.worker.terminate();
    thread = undefined;
  };

  /** Waits for the answer, as long as no step takes longer than `limit` and somebody wants it. */
  const awaits = (
    { shared, asked }: Thread,
    limit: number,
    onLook: (steps: number) => void,
  ): 'answered' | 'late' | 'abandoned' => {
    let steps = Atomics.load(shared, CONTROL.steps);
    let since = performance.now();
    for (;;) {
      const answered = Atomics.load(shared, CONTROL.answers);
      onLook(Atomics.load(shared, CONTROL.steps));
      if (answered >= asked) return 'answered';
      const woken = Atomics.wait(shared, CONTROL.answers, answered, LOOK_MS);
      if (woken === 'timed-out' && isAbandoned()) return 'abandoned';
      const now = Atomics.load(shared, CONTROL.steps);
      if (now !== steps) {
        steps = now;
        since = performance.now();
      } else if (performance.now() - since > limit) return 'late';
    }
  };

  const put = (
    to: Thread,
    question: Question,
    limit: number,
    onWait: (begun: number) => void = () => undefined,
  ): Answered => {
    const before = Atomics.load(to.shared, CONTROL.steps);
    to.asked += 1;
    to.port.postMessage(question);
    const came = awaits(to, limit, (steps) => onWait(steps - before));
    if (came !== 'answered') {
      const begun = Atomics.load(to.shared, CONTROL.steps) - before;
      stop();
      if (came === 'abandoned') throw abandoned();
      return { kind: 'stopped', begun };
    }
    const answer: unknown = receiveMessageOnPort(to.port)?.message;
    return { kind: 'answered', texts: Array.isArray(answer) ? answer.map(String) : [] };
  };

  return {
    ask(question, onWait) {
      if (thread === undefined) {
        thread = startThread(files, workerFile, memoryMb);
        const loaded = put(thread, { kind: 'load' }, START_MS);
        if (loaded.kind === 'stopped' || question.kind === 'load') return loaded;
      }
      beforeTurn?.();
      return put(thread, question, limitMs, onWait);
    },
    close: stop,
  };
}
