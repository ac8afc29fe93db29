import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { say } from './steps.ts';

/** Tests counted by outcome, and each that failed in a line: where, which, and the beginning of why. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly string[];
}

/** Nothing counted yet. */
export const NO_COUNTS: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] };

/** One failure that no test stands for, such as a program that could not be started. */
export const oneFailure = (why: string): Counts => ({ ...NO_COUNTS, failed: 1, failures: [why] });

/** The sum of two counts. */
export const addCounts = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
  failures: [...a.failures, ...b.failures],
});

/** Prints what failed, thousands of lines after it happened, and then the line that counts the tests. */
export function sayCounts(counts: Counts): void {
  for (const failure of counts.failures) say(`FAILED: ${failure}`);
  say(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
}

const REASON_LINES = 4;

/** The beginning of a message, in one line. */
const reasonIn = (message: string): string => {
  const lines = stripVTControlCharacters(message)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.length === 0 ? 'no reason was given' : lines.slice(0, REASON_LINES).join(' ');
};

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int().default(0),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/** Counts from Vitest's JSON report. A file that failed without a failing test of it counts as one failure. */
export async function readVitestCounts(file: string): Promise<Counts> {
  const report = vitestReport.parse(JSON.parse(await readFile(file, 'utf8')));
  const failures = report.testResults.flatMap((result) => {
    const where = relative(process.cwd(), result.name);
    const failed = result.assertionResults
      .filter(({ status }) => status === 'failed')
      .map((test) => `${where} › ${test.fullName}: ${reasonIn(test.failureMessages?.[0] ?? '')}`);
    return failed.length === 0 && result.status === 'failed'
      ? [`${where}: ${reasonIn(result.message)}`]
      : failed;
  });
  return {
    passed: report.numPassedTests,
    failed: Math.max(report.numFailedTests, failures.length),
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
  };
}

const playwrightError = z.object({ message: z.string().default('') });
const playwrightSpec = z.object({
  title: z.string(),
  file: z.string(),
  line: z.int(),
  tests: z.array(
    z.object({
      projectName: z.string(),
      status: z.string(),
      results: z.array(z.object({ errors: z.array(playwrightError).default([]) })),
    }),
  ),
});
interface PlaywrightSuite {
  readonly specs: readonly z.infer<typeof playwrightSpec>[];
  readonly suites: readonly PlaywrightSuite[];
}
const playwrightSuite: z.ZodType<PlaywrightSuite> = z.object({
  specs: z.array(playwrightSpec).default([]),
  suites: z.lazy(() => z.array(playwrightSuite)).default([]),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  errors: z.array(playwrightError).default([]),
  suites: z.array(playwrightSuite).default([]),
});

const specsOf = (suite: PlaywrightSuite): PlaywrightSuite['specs'] => [
  ...suite.specs,
  ...suite.suites.flatMap(specsOf),
];

/** Counts from Playwright's JSON report. A flaky test counts as failed: it did fail. */
export async function readPlaywrightCounts(file: string): Promise<Counts> {
  const report = playwrightReport.parse(JSON.parse(await readFile(file, 'utf8')));
  const failures = report.suites.flatMap(specsOf).flatMap((spec) =>
    spec.tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ projectName, results }) => {
        const why = results.flatMap(({ errors }) => errors)[0]?.message ?? '';
        return `[${projectName}] ${spec.file}:${spec.line} › ${spec.title}: ${reasonIn(why)}`;
      }),
  );
  const { stats, errors } = report;
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failures: [...failures, ...errors.map(({ message }) => reasonIn(message))],
  };
}
