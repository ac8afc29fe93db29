import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { needsNoSandbox } from './asRoot.ts';
import { downloadMemory } from './downloadMemory.ts';
import { findChromium } from './findChromium.ts';
import { findDisplay } from './findDisplay.ts';
import { findElectron, type ElectronSearch } from './findElectron.ts';
import { runCaptured } from './runCaptured.ts';
import { runDesktop } from './runDesktop.ts';

let folder: string;

const put = async (path: string, text = ''): Promise<string> => {
  const file = join(folder, path);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, text);
  await chmod(file, 0o755);
  return file;
};

beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'dynascope-runtime-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('findElectron', () => {
  let logged: string[];
  let search: ElectronSearch;

  const installPackage = async (install: string): Promise<void> => {
    await put('project/node_modules/electron/package.json', '{"version":"45.0.0"}');
    await put('project/node_modules/electron/install.js', install);
  };

  beforeEach(async () => {
    logged = [];
    await mkdir(join(folder, 'project'));
    search = {
      projectRoot: join(folder, 'project'),
      log: (line) => logged.push(line),
      allowDownload: true,
      env: {},
      cacheFolder: join(folder, 'cache'),
    };
  });

  /** An install script that does what the real one does, and counts its runs. */
  const INSTALL = `
    const fs = require('node:fs'), path = require('node:path');
    fs.appendFileSync(path.join(__dirname, 'runs'), 'x');
    fs.mkdirSync(path.join(__dirname, 'dist'));
    fs.writeFileSync(path.join(__dirname, 'dist', 'electron'), '', { mode: 0o755 });
    fs.writeFileSync(path.join(__dirname, 'path.txt'), 'electron');`;
  const FAILING = `
    require('node:fs').appendFileSync(require('node:path').join(__dirname, 'runs'), 'x');
    console.error('TypeError: fetch failed\\n    at somewhere');
    process.exit(1);`;
  const runs = async (): Promise<number> =>
    (await readFile(join(folder, 'project/node_modules/electron/runs'), 'utf8').catch(() => '')).length;

  it('takes the folder that the variable names, and nothing else', async () => {
    await installPackage(INSTALL);
    const executable = await put('mine/electron');
    const found = await findElectron({
      ...search,
      env: { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'mine') },
    });
    expect(found).toEqual({ executable, source: 'ELECTRON_OVERRIDE_DIST_PATH' });
    const none = await findElectron({
      ...search,
      env: { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'empty') },
    });
    expect(none).toEqual({ missing: expect.stringContaining('holds no Electron executable') });
  });

  it('lets the package download once, then uses what is there', async () => {
    await installPackage(INSTALL);
    const executable = join(folder, 'project/node_modules/electron/dist/electron');
    expect(await findElectron(search)).toEqual({ executable, source: 'electron 45.0.0' });
    expect(await findElectron(search)).toEqual({ executable, source: 'electron 45.0.0' });
    expect(await runs()).toBe(1);
    expect(logged).toHaveLength(1);
  });

  it('downloads nothing when that is not wanted', async () => {
    await installPackage(INSTALL);
    expect(await findElectron({ ...search, allowDownload: false })).toHaveProperty('missing');
    expect(await runs()).toBe(0);
  });

  it('remembers a failed download for the day', async () => {
    await installPackage(FAILING);
    expect(await findElectron(search)).toEqual({
      missing: 'The download of Electron 45.0.0 failed (TypeError: fetch failed).',
    });
    expect(await findElectron(search)).toEqual({
      missing: expect.stringContaining('tried again after a day'),
    });
    expect(await runs()).toBe(1);
  });

  it('does not hold an interrupted download against the runtime', async () => {
    await installPackage("process.kill(process.pid, 'SIGINT'); setInterval(() => undefined, 1000);");
    expect(await findElectron(search)).toEqual({
      missing: 'The download of Electron 45.0.0 was interrupted.',
    });
    await installPackage(INSTALL);
    expect(await findElectron(search)).toHaveProperty('executable');
  });

  it('gives up a download that does not end', async () => {
    await installPackage('setInterval(() => undefined, 1000);');
    expect(await findElectron({ ...search, downloadLimitMs: 300 })).toEqual({
      missing: 'The download of Electron 45.0.0 did not end within 0.3 seconds.',
    });
  });

  it('falls back to the script beside the checkout', async () => {
    await installPackage(FAILING);
    const executable = await put('prepared/electron');
    await put('shared/electron-runtime', `echo working >&2; echo "${join(folder, 'prepared')}"`);
    expect(await findElectron(search)).toEqual({ executable, source: '../shared/electron-runtime' });
  });

  it('says when nothing is installed', async () => {
    expect(await findElectron(search)).toEqual({ missing: 'The npm package electron is not installed.' });
  });
});

describe('runDesktop', () => {
  const run = async (program: string) => {
    await put('runtime/electron', `#!/bin/sh\n${program}\n`);
    const env = { ...process.env, DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'runtime') };
    return runDesktop({ projectRoot: folder, args: [], log: () => undefined, env });
  };

  it.runIf(process.platform !== 'win32')(
    'tells a runtime that does not start here, as without a sandbox',
    async () => {
      expect(await run('kill -TRAP $$')).toEqual({
        missing: 'The Electron runtime ended at once, by SIGTRAP.',
      });
      expect(await run('exit 1')).toEqual({ missing: 'The Electron runtime ended at once, with status 1.' });
    },
  );

  it.runIf(process.platform !== 'win32')(
    'gives the status of one that was used, or ended by somebody',
    async () => {
      expect(await run('exit 0')).toEqual({ status: 0 });
      expect(await run('kill -TERM $$')).toEqual({ status: 143 });
    },
  );
});

it('forgets a failed download after a day, and for another version', () => {
  let now = Date.parse('2026-01-01T00:00:00Z');
  const memory = downloadMemory(join(folder, 'cache'), () => now);
  memory.remember('1.0.0', 'No way.');
  expect(memory.recall('1.0.0')).toBe('No way.');
  expect(memory.recall('1.0.1')).toBeUndefined();
  now += 86_400_000;
  expect(memory.recall('1.0.0')).toBeUndefined();
});

it('takes the newest of Playwright’s downloads, and CHROME_PATH before it', async () => {
  const env = { PLAYWRIGHT_BROWSERS_PATH: folder };
  await put('chromium-999/chrome-linux/chrome');
  const newest = await put('chromium-1200/chrome-linux64/chrome');
  expect(findChromium({ ...env, LOCALAPPDATA: folder }, 'win32', folder)).toBe(newest);
  const chosen = await put('my-chrome');
  expect(findChromium({ ...env, CHROME_PATH: chosen }, 'linux', folder)).toBe(chosen);
});

it('knows where a display is', () => {
  expect(findDisplay({}, 'linux')).toMatchObject({ available: false });
  expect(findDisplay({ DISPLAY: '' }, 'linux')).toMatchObject({ available: false });
  expect(findDisplay({ DISPLAY: ':0' }, 'linux')).toEqual({ available: true });
  expect(findDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toEqual({ available: true });
  expect(findDisplay({}, 'darwin')).toEqual({ available: true });
});

it('drops the sandbox for root on Linux alone', () => {
  expect(needsNoSandbox('linux', 0)).toBe(true);
  expect(needsNoSandbox('linux', 1000)).toBe(false);
  expect(needsNoSandbox('darwin', 0)).toBe(false);
  expect(needsNoSandbox('win32', undefined)).toBe(false);
});

it('reports a program that is not there, and what one printed', async () => {
  expect(await runCaptured(join(folder, 'nothing'), [], { limitMs: 1000 })).toMatchObject({ ok: false });
  const code = 'process.stdout.write("out"); process.stderr.write("err"); process.exit(3)';
  const result = await runCaptured(process.execPath, ['-e', code], { limitMs: 60_000 });
  expect(result).toMatchObject({ ok: false, timedOut: false, stdout: 'out' });
  expect(result.output).toContain('err');
});
