import { spawn } from 'node:child_process';

/** How a program ended. `output` is the tail of what it printed, both streams; `stdout` the whole of the one. */
export interface RunResult {
  readonly ok: boolean;
  readonly timedOut: boolean;
  /** Ctrl-C or the like ended it, as a terminal's reaches every program in it. */
  readonly interrupted: boolean;
  readonly stdout: string;
  readonly output: string;
}

const TAIL = 4000;

/** Runs a program to its end, or for at most `limitMs`, showing nothing of what it prints. Never throws. */
export function runCaptured(
  command: string,
  args: readonly string[],
  options: { readonly limitMs: number; readonly env?: NodeJS.ProcessEnv; readonly cwd?: string },
): Promise<RunResult> {
  return new Promise((resolve) => {
    let stdout = '';
    let output = '';
    let timedOut = false;
    const child = spawn(command, [...args], {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const limit = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
      // A grandchild may hold the pipes open for long.
      child.stdout.destroy();
      child.stderr.destroy();
    }, options.limitMs);
    const keep = (chunk: Buffer): void => void (output = (output + chunk.toString()).slice(-TAIL));
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      keep(chunk);
    });
    child.stderr.on('data', keep);
    const done = (ok: boolean, signal: NodeJS.Signals | null = null): void => {
      clearTimeout(limit);
      const interrupted = signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGHUP';
      resolve({ ok, timedOut, interrupted, stdout, output: output.trim() });
    };
    child.once('error', (error) => {
      output += error.message;
      done(false);
    });
    child.once('close', (code, signal) => done(code === 0, signal));
  });
}
