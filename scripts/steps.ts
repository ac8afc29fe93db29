import { spawn } from 'node:child_process';

/** Prints a line of this script's own, apart from what the tools print. */
export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/**
 * Runs a program in the foreground and resolves to its exit status (128 + n when a signal ended it). Whoever ends it
 * by Ctrl-C or SIGTERM ends the whole script: what would come next is not begun.
 */
export function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...env } });
    let asked: NodeJS.Signals | undefined;
    const forward = (signal: NodeJS.Signals): void => {
      asked = signal;
      // A terminal's Ctrl-C has reached the child by itself; a second one would cut off its clean end.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    process.on('SIGINT', forward);
    process.on('SIGTERM', forward);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.off('SIGINT', forward);
      process.off('SIGTERM', forward);
      if (asked !== undefined) process.exit(asked === 'SIGINT' ? 130 : 143);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

/** Runs a program of node_modules with this very Node. */
export const runTool = (
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> => run(process.execPath, [script, ...args], env);
