import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { findDisplay } from '../electron/runtime/findDisplay.ts';
import { findElectron } from '../electron/runtime/findElectron.ts';
import { say } from './steps.ts';

/** How to run something that needs Electron: its environment, and the program to run it under; or why it can't be. */
export type DesktopRuntime =
  | { readonly env: Readonly<Record<string, string>>; readonly wrap: readonly string[] }
  | { readonly missing: string };

const XVFB = ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24'];

/** Finds Electron and a display, a virtual one where there is no real one. */
export async function findDesktopRuntime(root: string): Promise<DesktopRuntime> {
  const electron = await findElectron({ projectRoot: root, log: say, allowDownload: true });
  if ('missing' in electron) return electron;
  const env = {
    DYNASCOPE_E2E_ELECTRON: electron.executable,
    ELECTRON_OVERRIDE_DIST_PATH: dirname(electron.executable),
  };
  if (findDisplay().available) return { env, wrap: [] };
  return existsSync('/usr/bin/xvfb-run')
    ? { env, wrap: XVFB }
    : { missing: 'There is no display, and xvfb-run is not installed.' };
}
