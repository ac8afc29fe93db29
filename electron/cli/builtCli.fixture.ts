import { spawn } from 'node:child_process';
import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** What a run of the built command line printed, and how it ended. */
export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built command line with data and temporary folders of its own. */
export interface BuiltCli {
  readonly folder: string;
  /** What it takes for the system's folder of temporary files. */
  readonly temporary: string;
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran>;
  /** Runs it with a pipe for its output, to a reader that goes away without reading. `status`: its own. */
  runUnread(args: readonly string[]): Promise<Ran>;
  remove(): Promise<void>;
}

const CLI = resolve(import.meta.dirname, '../../dist/cli.cjs');

/** Makes one; `npm run build` must have made the program. */
export async function builtCli(): Promise<BuiltCli> {
  const folder = await mkdtemp(join(tmpdir(), 'dynascope-built-'));
  const temporary = join(folder, 'tmp');
  await mkdir(temporary);
  const ended = (
    program: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<Ran> =>
    new Promise((done) => {
      const child = spawn(program, args, {
        env: { ...process.env, DYNASCOPE_DATA: folder, TMPDIR: temporary, TEMP: temporary, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let stdout = '';
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      child.once('close', (status) => done({ status, stdout, stderr }));
    });
  return {
    folder,
    temporary,
    run: (args, env = {}) => ended(process.execPath, [CLI, ...args], env),
    runUnread: async (args) => {
      const script = '{ "$0" "$@"; echo "status $?" >&2; } | true';
      const { stdout, stderr } = await ended('sh', ['-c', script, process.execPath, CLI, ...args], {});
      const [, said = '', status] = /^([^]*)status (\d+)\n$/u.exec(stderr) ?? [];
      return { status: status === undefined ? null : Number(status), stdout, stderr: said };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
