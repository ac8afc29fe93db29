import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '#shared/errors/appError.ts';
import { probe } from './probe.ts';
import type { EngineProgram } from './types.ts';

const POLL_MS = 25;
const START_LIMIT_MS = 60_000;
const GRACE_MS = 5000;

/** A started engine program, from spawn to end. */
export interface EngineProcess {
  readonly pid: number;
  readonly port: number;
  /** Settles when the process is gone, however that came about. */
  readonly ended: Promise<void>;
  readonly hasEnded: () => boolean;
  /** Asks it to end, and makes it end after five seconds. */
  readonly stop: () => Promise<void>;
  /** Ends it without waiting; for the last moment of this process. */
  readonly killNow: () => void;
}

const tailOf = async (file: string): Promise<string> => {
  const handle = await open(file, 'r').catch(() => undefined);
  if (handle === undefined) return '';
  try {
    const { size } = await handle.stat();
    const buffer = Buffer.alloc(Math.min(size, 2000));
    await handle.read(buffer, 0, buffer.length, Math.max(0, size - buffer.length));
    return buffer.toString('utf8').trim();
  } finally {
    await handle.close();
  }
};

const stopChild = async (child: ChildProcess, ended: Promise<void>): Promise<void> => {
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await ended;
  clearTimeout(timer);
};

/**
 * Starts `program` on `port` and waits until it answers as DynamoDB. Its output goes to `logFile`, not to a pipe: an
 * engine that outlives us must not die of a pipe nobody reads. It gets its own process group, so that Ctrl-C in a
 * terminal reaches us first and we can end it in order.
 * @throws AppError `EngineStopped` when it ends or does not answer within a minute; its last words are the cause.
 */
export async function startProcess(
  program: EngineProgram,
  options: { port: number; dataPath?: string | undefined; logFile: string },
): Promise<EngineProcess> {
  const { port, logFile } = options;
  const output = openSync(logFile, 'w', 0o600);
  const child = spawn(program.command, [...program.args(port, options.dataPath)], {
    ...(program.cwd === undefined ? {} : { cwd: program.cwd }),
    env: { ...process.env, ...program.env },
    stdio: ['ignore', output, output],
    detached: true,
    windowsHide: true,
  });
  closeSync(output);
  child.unref();

  let over = false;
  let failure: Error | undefined;
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      over = true;
      resolve();
    };
    child.once('exit', end);
    child.once('error', (error) => {
      failure = error;
      if (child.pid === undefined) end();
    });
  });

  const deadline = Date.now() + START_LIMIT_MS;
  let answered = false;
  while (!answered && !over && Date.now() < deadline) {
    answered = (await probe(port)) !== undefined;
    if (!answered) await Promise.race([delay(POLL_MS), ended]);
  }
  const { pid } = child;
  // Another program may have answered on that port while ours failed to get it and ended.
  if (answered && pid !== undefined && !over && (await Promise.race([delay(POLL_MS, true), ended]))) {
    return {
      pid,
      port,
      ended,
      hasEnded: () => over,
      stop: () => stopChild(child, ended),
      killNow: () => void child.kill('SIGKILL'),
    };
  }
  if (!over) await stopChild(child, ended);
  throw new AppError('EngineStopped', {
    message: `The embedded engine (${program.name}) did not start.`,
    nextStep: `Look at ${logFile} for its last words, then try again.`,
    cause: failure ?? (await tailOf(logFile)),
  });
}
