import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hasCode } from '#shared/errors/appError.ts';
import { withFileLock } from './fileLock.ts';
import { commandLineOf, isAlive, markOf, stillRuns } from './process.ts';

let folder: string;
let lock: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dynascope-lock-'));
  lock = join(folder, 'a.lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('lets one in at a time, and leaves nothing behind', async () => {
  let inside = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++inside);
    await turn();
    inside--;
  };
  await Promise.all(Array.from({ length: 8 }, () => withFileLock(lock, work)));
  expect(most).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

it('is free again after work that failed', async () => {
  await expect(withFileLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withFileLock(lock, () => Promise.resolve(1))).toBe(1);
});

it.each([
  ['of a process that has died', '999999999 1'],
  ['of a process whose number another has now', `${process.pid} not-then`],
  ['that says nothing', ''],
])('breaks a lock %s', async (_, content) => {
  await writeFile(lock, content);
  expect(await withFileLock(lock, () => Promise.resolve('in'))).toBe('in');
});

it('waits for a living holder, but not for ever', async () => {
  const mark = await markOf(process.pid);
  await writeFile(lock, `${process.pid} ${mark?.started ?? ''}`);
  const error = await withFileLock(lock, () => Promise.resolve(), 100).catch((caught: unknown) => caught);
  expect(hasCode(error, 'TimedOut')).toBe(true);
});

it('recognises this process, and no other by its number', async () => {
  const mark = await markOf(process.pid);
  if (mark === undefined) throw new Error('This process has no mark.');
  expect(await stillRuns(mark)).toBe(true);
  expect(isAlive(process.pid)).toBe(true);
  expect(await commandLineOf(process.pid)).toContain('node');
  expect(await stillRuns({ pid: process.pid, started: 'another time' })).toBe(false);
  expect(await stillRuns({ pid: 999_999_999 })).toBe(false);
  expect(isAlive(999_999_999)).toBe(false);
});
