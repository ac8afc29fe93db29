import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The checkout. */
export const ROOT = resolve(import.meta.dirname, '../..');

/** The built command line. */
export const CLI = resolve(ROOT, 'dist/cli.cjs');

/** Runs one command on a data folder and gives its standard output. Throws when its status is not 0. */
export async function runCli(args: readonly string[], dataFolder: string): Promise<string> {
  const { stdout } = await run(process.execPath, [CLI, ...args], {
    env: { ...process.env, DYNASCOPE_DATA: dataFolder },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}
