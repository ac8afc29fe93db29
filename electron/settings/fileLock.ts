import { link, mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '#shared/errors/appError.ts';
import { errorCode, isMissing } from './fileErrors.ts';
import { markOf, stillRuns } from './process.ts';

const PAUSE_MS = 25;
let count = 0;

const parse = (text: string): { pid: number; started?: string } | undefined => {
  const [pid, started] = text.trim().split(' ', 2);
  const number = Number(pid);
  if (!Number.isSafeInteger(number) || number <= 0) return undefined;
  return started === undefined ? { pid: number } : { pid: number, started };
};

const ignoreMissing = (error: unknown): void => {
  if (!isMissing(error)) throw error;
};

/** What file systems without hard links (exFAT, some network drives) answer. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR'];

const claimWithoutLink = async (path: string, content: string): Promise<boolean> => {
  try {
    await writeFile(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
};

/** Makes the lock file with its content in one step, so that nobody ever sees it empty. Tells whether it was ours to make. */
const claim = async (path: string, content: string): Promise<boolean> => {
  const draft = `${path}.${process.pid}-${count++}`;
  await writeFile(draft, content);
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    if (!NO_LINKS.includes(errorCode(error) ?? '')) throw error;
    return await claimWithoutLink(path, content);
  } finally {
    await unlink(draft).catch(ignoreMissing);
  }
};

/** Removes a lock whose holder has died. Whoever moves it away first has it; one taken anew meanwhile is put back. */
const breakStale = async (path: string): Promise<void> => {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const holder = parse(text);
  if (holder !== undefined && (await stillRuns(holder))) return;
  const aside = `${path}.stale-${process.pid}-${count++}`;
  try {
    await rename(path, aside);
  } catch (error) {
    ignoreMissing(error);
    return;
  }
  const moved = await readFile(aside, 'utf8').catch(() => text);
  if (moved !== text) await link(aside, path).catch(() => undefined);
  await unlink(aside).catch(ignoreMissing);
};

/**
 * Runs `work` while no other process (nor another call in this one) holds the lock file at `path`.
 * A lock left behind by a process that died is broken.
 * @throws AppError `TimedOut` when a living process holds it longer than `timeoutMs`.
 */
export async function withFileLock<T>(path: string, work: () => Promise<T>, timeoutMs = 30_000): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  const mark = await markOf(process.pid);
  const content = `${process.pid} ${mark?.started ?? ''}`.trim();
  const deadline = Date.now() + timeoutMs;
  while (!(await claim(path, content))) {
    if (Date.now() > deadline) {
      throw new AppError('TimedOut', {
        message: `Another program has kept the lock file ${path} for too long.`,
        nextStep: 'Close other Dynascope windows and commands, then try again.',
      });
    }
    await breakStale(path);
    await delay(PAUSE_MS);
  }
  try {
    return await work();
  } finally {
    await unlink(path).catch(ignoreMissing);
  }
}
