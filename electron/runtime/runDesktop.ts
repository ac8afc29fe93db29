import { spawn } from 'node:child_process';
import { constants } from 'node:os';
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
  readonly env?: NodeJS.ProcessEnv;
}

/** How the desktop run ended, or why it could not begin. */
export type DesktopRun = { readonly status: number } | { readonly missing: string };

/** Signals by which somebody ends the desktop; any other is a crash of its own. */
const ASKED: ReadonlySet<NodeJS.Signals> = new Set(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const);

/** A runtime that ends this soon without success could not start at all, in milliseconds. */
const TOO_SOON = 4000;

/**
 * Runs the desktop program in a child process until its last window is closed. Gives `missing` with a plain
 * sentence when there is no display, no Electron runtime, or a runtime that does not start here.
 */
export async function runDesktop({
  projectRoot,
  args,
  log,
  env = process.env,
}: DesktopOptions): Promise<DesktopRun> {
  const display = findDisplay(env);
  if (!display.available) return { missing: display.reason };
  const found = await findElectron({ projectRoot, log, allowDownload: true, env });
  if ('missing' in found) return { missing: found.missing };
  return new Promise((resolve) => {
    const startedAt = Date.now();
    const sandbox = needsNoSandbox() ? ['--no-sandbox'] : [];
    const child = spawn(found.executable, [projectRoot, ...sandbox, ...args], { stdio: 'inherit', env });
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
      const failed = signal === null ? code !== 0 : !ASKED.has(signal);
      if (failed && Date.now() - startedAt < TOO_SOON) {
        const how = signal === null ? `with status ${code}` : `by ${signal}`;
        end({ missing: `The Electron runtime ended at once, ${how}.` });
      } else {
        end({ status: signal === null ? (code ?? 0) : 128 + constants.signals[signal] });
      }
    });
  });
}
