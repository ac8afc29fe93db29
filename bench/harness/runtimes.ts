import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from '../../electron/runtime/findChromium.ts';
import { findDisplay } from '../../electron/runtime/findDisplay.ts';
import { findElectron } from '../../electron/runtime/findElectron.ts';
import { ROOT } from './paths.ts';

/** The browsers that can be measured here; undefined where one cannot be had. */
export interface Runtimes {
  readonly chromium: string | undefined;
  readonly electron: string | undefined;
  stop(): void;
}

const XVFB = '/usr/bin/Xvfb';

/** Starts an X server without a screen and names it in `DISPLAY`. Gives what ends it. */
async function startXvfb(): Promise<() => void> {
  const server = spawn(XVFB, ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const display = await new Promise<string>((resolve, reject) => {
    server.stdio[3]?.once('data', (bytes: Buffer) => resolve(bytes.toString().trim()));
    server.once('exit', () => reject(new Error('Xvfb did not start.')));
  });
  process.env['DISPLAY'] = `:${display}`;
  return () => void server.kill();
}

/** Finds what the window can be measured in, and says what is missing. */
export async function findRuntimes(say: (line: string) => void): Promise<Runtimes> {
  const chromium = findChromium();
  if (chromium === undefined) say('No Chromium was found: web mode is left out.');
  const found = await findElectron({ projectRoot: ROOT, log: say, allowDownload: true });
  if ('missing' in found) say(`${found.missing} The desktop is left out.`);
  let electron = 'missing' in found ? undefined : found.executable;
  let stop = (): void => undefined;
  if (electron !== undefined && !findDisplay().available) {
    if (existsSync(XVFB)) {
      stop = await startXvfb();
    } else {
      say('There is no display, and Xvfb is not installed: the desktop is left out.');
      electron = undefined;
    }
  }
  return { chromium, electron, stop };
}
