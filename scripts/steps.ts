import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** Tests counted by outcome. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Nothing counted yet. */
export const NO_COUNTS: Counts = { passed: 0, failed: 0, skipped: 0 };

/** The sum of two counts. */
export const addCounts = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

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

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int().default(0),
  numFailedTestSuites: z.int().default(0),
});

/** Counts from Vitest's JSON report. A file that failed to load counts as one failure. */
export async function readVitestCounts(file: string): Promise<Counts> {
  const report = vitestReport.parse(JSON.parse(await readFile(file, 'utf8')));
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests === 0 ? Math.min(report.numFailedTestSuites, 1) : report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

const playwrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  errors: z.array(z.unknown()).default([]),
});

/** Counts from Playwright's JSON report. A flaky test counts as failed: it did fail. */
export async function readPlaywrightCounts(file: string): Promise<Counts> {
  const { stats, errors } = playwrightReport.parse(JSON.parse(await readFile(file, 'utf8')));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}
