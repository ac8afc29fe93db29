import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '#shared/errors/appError.ts';
import { isPortFree } from './port.ts';
import { probe } from './probe.ts';
import type { EngineProgram } from './types.ts';

const POLL_MS = 25;
const START_LIMIT_MS = 60_000;

/** How long an engine may take to end in order before it is made to. */
export const GRACE_MS = 5000;

/** A running engine program, started by us or taken over from another Dynascope. */
export interface EngineProcess {
  readonly pid: number;
  readonly port: number;
  /** Settles when the process is gone, however that came about. */
  readonly ended: Promise<void>;
  /** Asks it to end, and makes it end after {@link GRACE_MS}. */
  readonly stop: () => Promise<void>;
  /** Asks it to end without waiting; for the last moment of this process. */
  readonly endNow: () => void;
  /** Stops looking at it and leaves it running. */
  readonly release: () => void;
}

/** Where and how to run a program. */
export interface Place {
  readonly port: number;
  /** File or folder of its data; undefined: in memory. */
  readonly dataPath: string | undefined;
  readonly logFile: string;
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
  child.ref();
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await ended;
  clearTimeout(timer);
};

/** Its output goes to a file: an engine that outlives us must not die of a pipe that nobody reads any more. */
const spawnEngine = (program: EngineProgram, place: Place): ChildProcess => {
  const output = openSync(place.logFile, 'w', 0o600);
  try {
    return spawn(program.command, [...program.args(place.port, place.dataPath)], {
      ...(program.cwd === undefined ? {} : { cwd: program.cwd }),
      stdio: ['ignore', output, output],
      // A process group of its own: Ctrl-C in a terminal reaches us alone, and we end it in order.
      detached: true,
      windowsHide: true,
    });
  } finally {
    closeSync(output);
  }
};

interface Life {
  /** Asked as a function, since it changes while we wait. */
  readonly isOver: () => boolean;
  readonly ended: Promise<void>;
  readonly failure: () => Error | undefined;
}

const lifeOf = (child: ChildProcess): Life => {
  let over = false;
  let failure: Error | undefined;
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      over = true;
      resolve();
    };
    child.once('exit', end);
    child.on('error', (error) => {
      failure = error;
      if (child.pid === undefined) end();
    });
  });
  return { isOver: () => over, ended, failure: () => failure };
};

const waitForAnswer = async (port: number, life: Life): Promise<boolean> => {
  const deadline = Date.now() + START_LIMIT_MS;
  while (!life.isOver() && Date.now() < deadline) {
    if (await probe(port)) return !life.isOver();
    await Promise.race([delay(POLL_MS), life.ended]);
  }
  return false;
};

/**
 * Starts `program` and waits until it answers as DynamoDB.
 * @throws AppError `PortInUse` when another program listens there, `EngineStopped` when the engine ends or does not
 * answer within a minute; its last words are the cause.
 */
export async function startProcess(program: EngineProgram, place: Place): Promise<EngineProcess> {
  const { port, logFile } = place;
  if (!(await isPortFree(port))) {
    throw new AppError('PortInUse', {
      message: `Port ${port} is used by another program.`,
      nextStep: 'Choose another port, or none to let Dynascope find a free one.',
      details: { port },
    });
  }
  const child = spawnEngine(program, place);
  const life = lifeOf(child);
  const answered = await waitForAnswer(port, life);
  const { pid } = child;
  if (answered && pid !== undefined) {
    child.unref();
    return {
      pid,
      port,
      ended: life.ended,
      stop: () => stopChild(child, life.ended),
      endNow: () => void child.kill('SIGTERM'),
      release: () => undefined,
    };
  }
  if (!life.isOver()) await stopChild(child, life.ended);
  throw new AppError('EngineStopped', {
    message: `The embedded engine (${program.name}) did not start.`,
    nextStep: `Its last words are in ${logFile}. Try again; if it fails again, move its data aside.`,
    cause: life.failure() ?? (await tailOf(logFile)),
  });
}
