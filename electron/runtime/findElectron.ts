import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { cacheFolder as systemCacheFolder } from '../settings/dataFolder.ts';
import { downloadMemory } from './downloadMemory.ts';
import { isExecutable } from './executable.ts';
import { runCaptured } from './runCaptured.ts';

/** Where to look, and whether the network may be used. */
export interface ElectronSearch {
  /** Absolute path of the folder whose `node_modules` holds the electron package. */
  readonly projectRoot: string;
  /** Receives one plain line before anything that takes long. */
  readonly log: (line: string) => void;
  /** Whether a runtime may be fetched when none is there. */
  readonly allowDownload: boolean;
  readonly env?: NodeJS.ProcessEnv;
  /** Where a failed download is remembered for a day; without it the system's cache folder. */
  readonly cacheFolder?: string;
  /** How long the electron package may download, in milliseconds; 90 s without it. */
  readonly downloadLimitMs?: number;
}

/** A runtime and where it came from, or a plain sentence why there is none. */
export type ElectronFound =
  { readonly executable: string; readonly source: string } | { readonly missing: string };

/** Names of the executable in a runtime's folder: Linux, Windows, macOS (install.js of the electron package). */
const NAMES = ['electron', 'electron.exe', join('Electron.app', 'Contents', 'MacOS', 'Electron')];
const DOWNLOAD_LIMIT_MS = 90_000;
const SCRIPT_LIMIT_MS = 600_000;

const inFolder = (folder: string): string | undefined =>
  NAMES.map((name) => join(folder, name)).find(isExecutable);

interface ElectronPackage {
  readonly folder: string;
  readonly version: string;
}

const findPackage = (projectRoot: string): ElectronPackage | undefined => {
  try {
    const file = createRequire(join(projectRoot, 'resolve.cjs')).resolve('electron/package.json');
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8')));
    return { folder: dirname(file), version };
  } catch {
    return undefined;
  }
};

/** The runtime that the package has downloaded: `path.txt` names the executable within `dist`. */
const ownRuntime = ({ folder }: ElectronPackage): string | undefined => {
  try {
    const file = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
    return isExecutable(file) ? file : undefined;
  } catch {
    return undefined;
  }
};

/** Lets the package download its runtime; gives the sentence why that failed. */
const download = async (electron: ElectronPackage, search: ElectronSearch): Promise<string | undefined> => {
  const memory = downloadMemory(search.cacheFolder ?? systemCacheFolder());
  const remembered = memory.recall(electron.version);
  if (remembered !== undefined) return `${remembered} (It is tried again after a day.)`;
  search.log(`Downloading Electron ${electron.version}; this happens once.`);
  const limitMs = search.downloadLimitMs ?? DOWNLOAD_LIMIT_MS;
  const { ELECTRON_OVERRIDE_DIST_PATH: _ours, ...env } = search.env ?? process.env;
  const script = join(electron.folder, 'install.js');
  const result = await runCaptured(process.execPath, [script], { limitMs, env });
  if (result.ok && ownRuntime(electron) !== undefined) return undefined;
  // Ended by the reader's Ctrl-C: no reason to leave it alone for a day.
  if (result.interrupted) return `The download of Electron ${electron.version} was interrupted.`;
  const why = result.timedOut ? `did not end within ${limitMs / 1000} seconds` : 'failed';
  const said = result.timedOut ? undefined : result.output.split('\n').find((line) => line.includes('Error'));
  const reason = `The download of Electron ${electron.version} ${why}${said === undefined ? '' : ` (${said.trim()})`}.`;
  memory.remember(electron.version, reason);
  return reason;
};

/** A script beside the checkout that prepares a runtime and prints its folder; for places without the download. */
const fromScript = async ({ projectRoot, log }: ElectronSearch): Promise<ElectronFound | undefined> => {
  const script = resolve(projectRoot, '..', 'shared', 'electron-runtime');
  if (!existsSync(script)) return undefined;
  log('Preparing an Electron runtime with ../shared/electron-runtime; the first time takes a minute.');
  const result = await runCaptured('bash', [script], { limitMs: SCRIPT_LIMIT_MS });
  const folder = result.stdout.trim().split('\n').at(-1) ?? '';
  const executable = result.ok && folder !== '' ? inFolder(folder) : undefined;
  return executable === undefined
    ? { missing: '../shared/electron-runtime did not give a runtime.' }
    : { executable, source: '../shared/electron-runtime' };
};

const fromPackage = async (search: ElectronSearch): Promise<ElectronFound> => {
  const electron = findPackage(search.projectRoot);
  if (electron === undefined) return { missing: 'The npm package electron is not installed.' };
  const source = `electron ${electron.version}`;
  const present = ownRuntime(electron);
  if (present !== undefined) return { executable: present, source };
  if (!search.allowDownload) return { missing: 'The Electron runtime has not been downloaded.' };
  const failure = await download(electron, search);
  const executable = ownRuntime(electron);
  if (executable !== undefined) return { executable, source };
  return { missing: failure ?? 'The downloaded Electron runtime holds no executable.' };
};

/**
 * An Electron runtime: the folder in `ELECTRON_OVERRIDE_DIST_PATH` (the electron package's own variable), the package's
 * own download, then the script beside the checkout. Never throws.
 */
export async function findElectron(search: ElectronSearch): Promise<ElectronFound> {
  const override = (search.env ?? process.env)['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override !== undefined && override !== '') {
    const executable = inFolder(resolve(override));
    if (executable !== undefined) return { executable, source: 'ELECTRON_OVERRIDE_DIST_PATH' };
    return { missing: `ELECTRON_OVERRIDE_DIST_PATH names ${override}, which holds no Electron executable.` };
  }
  const own = await fromPackage(search);
  if ('executable' in own || !search.allowDownload) return own;
  const scripted = await fromScript(search);
  if (scripted === undefined) return own;
  return 'missing' in scripted ? { missing: `${own.missing} ${scripted.missing}` } : scripted;
}
