import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { layoutsFile } from './layoutsFile.ts';

let folder: string;
const open = () => layoutsFile(folder, () => undefined);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dynascope-layouts-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('keeps a choice for one table of one connection, and goes back to what is detected', async () => {
  const ref = { connection: 'local', table: '__proto__' };
  expect(await open().of(ref)).toBeUndefined();
  await open().choose(ref, 'record');
  await open().choose(ref, 'task');
  expect(await open().of(ref)).toBe('task');
  expect(await open().of({ ...ref, connection: 'other' })).toBeUndefined();
  expect(await open().of({ ...ref, table: 'tasks' })).toBeUndefined();
  await open().choose(ref, undefined);
  expect(await open().of(ref)).toBeUndefined();
});
