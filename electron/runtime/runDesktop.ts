import { spawn } from 'node:child_process';
import { needsNoSandbox } from './asRoot.ts';
import { findDisplay } from './findDisplay.ts';
import { findElectron } from './findElectron.ts';

/** What the desktop window is started with. */
export interface DesktopOptions {
  /** Folder of the package: its `main` is run. */
  readonly projectRoot: string;
  /** Further arguments, such as a `dynascope://` address. */
  readonly args: readonly string[];
  readonly log: (line: string) => void;
}

/** How the desktop run ended, or why it could not begin. */
export type DesktopRun = { readonly status: number } | { readonly missing: string };

/** A runtime that ends this soon without success could not start at all, in milliseconds. */
const TOO_SOON = 4000;

/**
 * Runs the desktop program in a child process until its last window is closed. Gives `missing` with a plain
 * sentence when there is no display, no Electron runtime, or a runtime that does not start here.
 */
export async function runDesktop({ projectRoot, args, log }: DesktopOptions): Promise<DesktopRun> {
  const display = findDisplay();
  if (!display.available) return { missing: display.reason };
  const found = await findElectron({ projectRoot, log, allowDownload: true });
  if ('missing' in found) return { missing: found.missing };
  return new Promise((resolve) => {
    const startedAt = Date.now();
    const sandbox = needsNoSandbox() ? ['--no-sandbox'] : [];
    const child = spawn(found.executable, [projectRoot, ...sandbox, ...args], { stdio: 'inherit' });
    // Ctrl-C reaches the child by itself; this process only waits until it has ended cleanly.
    const wait = (): void => undefined;
    const pass = (): void => void child.kill('SIGTERM');
    process.on('SIGINT', wait);
    process.on('SIGTERM', pass);
    const end = (run: DesktopRun): void => {
      process.off('SIGINT', wait);
      process.off('SIGTERM', pass);
      resolve(run);
    };
    child.once('error', (error) =>
      end({ missing: `The Electron runtime could not be run (${error.message}).` }),
    );
    child.once('exit', (code, signal) => {
      const failedAtOnce = code !== null && code !== 0 && Date.now() - startedAt < TOO_SOON;
      if (failedAtOnce) end({ missing: `The Electron runtime ended at once, with status ${code}.` });
      else end({ status: code ?? (signal === 'SIGINT' ? 130 : 143) });
    });
  });
}
