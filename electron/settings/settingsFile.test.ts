import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cacheFolder, dataFolder } from './dataFolder.ts';
import type { FileProblem } from './jsonFile.ts';
import { DEFAULT_SETTINGS, settingsFile } from './settingsFile.ts';

let folder: string;
let problems: FileProblem[];
const open = () => settingsFile(folder, (problem) => problems.push(problem));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dynascope-settings-'));
  problems = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('begins with the defaults and keeps changes', async () => {
  expect(await open().read()).toEqual(DEFAULT_SETTINGS);
  const lastTable = { connection: 'embedded', table: 'tasks' };
  await open().change({ theme: 'dark', timeZone: undefined, lastTable });
  expect(await open().read()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark', lastTable });
  await open().change({ lastTable: null });
  expect(await open().read()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' });
});

it('keeps what two windows change at the same time', async () => {
  await Promise.all([
    open().change({ panes: { task: { left: 30 } } }),
    open().change({ panes: { main: { left: 20 } } }),
    open().change({ timeStyle: 'relative' }),
  ]);
  expect(await open().read()).toMatchObject({
    panes: { task: { left: 30 }, main: { left: 20 } },
    timeStyle: 'relative',
  });
});

it('fills in fields that an earlier release did not know', async () => {
  await writeFile(join(folder, 'settings.json'), '{"version":1,"data":{"theme":"light"}}');
  expect(await open().read()).toEqual({ ...DEFAULT_SETTINGS, theme: 'light' });
  expect(problems).toEqual([]);
});

it('uses the defaults for a damaged file, and tells where it is kept', async () => {
  await writeFile(join(folder, 'settings.json'), '{"version":1,"data":{"theme":"pink"}}');
  expect(await open().read()).toEqual(DEFAULT_SETTINGS);
  expect(problems[0]?.movedTo).toContain('settings.json.corrupt-');
});

it('keeps data where it is told, else where the system keeps such things', () => {
  expect(dataFolder({ DYNASCOPE_DATA: 'here' })).toBe(resolve('here'));
  expect(cacheFolder({ DYNASCOPE_CACHE: join(folder, 'c') })).toBe(join(folder, 'c'));
  expect(dataFolder({ DYNASCOPE_DATA: '' })).toContain('dynascope');
  expect(dataFolder({}).startsWith(homedir()) || process.env.XDG_DATA_HOME !== undefined).toBe(true);
});
