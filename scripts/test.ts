// npm test: build, then unit, property, contract and integration tests, then both end-to-end projects.
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureDebianPackages } from '../electron/runtime/installDebian.ts';
import { addCounts, NO_COUNTS, oneFailure, readVitestCounts, sayCounts } from './counts.ts';
import { findDesktopRuntime } from './desktopRuntime.ts';
import { runE2e } from './e2eRun.ts';
import { run, runTool, say } from './steps.ts';

const root = resolve(import.meta.dirname, '..');
process.chdir(root);

if ((await runTool('node_modules/vite/bin/vite.js', ['build', '--app', '--logLevel', 'warn'])) !== 0) {
  say('The build failed; nothing was tested.');
  say('0 passed, 1 failed');
  process.exit(1);
}

const advice = await ensureDebianPackages(['chromium', 'xvfb'], say);
if (advice !== undefined) say(advice);
const runtime = await findDesktopRuntime(root);
const { env, wrap } = 'missing' in runtime ? { env: {}, wrap: [] } : runtime;

const report = join(await mkdtemp(join(tmpdir(), 'dynascope-unit-')), 'vitest.json');
const vitestArgs = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const [program = process.execPath, ...args] = [
  ...wrap,
  process.execPath,
  'node_modules/vitest/vitest.mjs',
  ...vitestArgs,
];
const status = await run(program, args, env);
const vitest = existsSync(report) ? await readVitestCounts(report) : NO_COUNTS;
// A run that ends badly without a failed test (an unhandled rejection, say) is a failure all the same.
const unit =
  status !== 0 && vitest.failed === 0
    ? addCounts(vitest, oneFailure(`vitest ended with ${status}, without a failing test`))
    : vitest;

const e2e = await runE2e(runtime, process.argv.slice(2));
// What .ci/run saw fail before: told at the end with the rest, where it is found.
const before = process.env['DYNASCOPE_FAILED_BEFORE'];
const earlier = before === undefined ? NO_COUNTS : oneFailure(before);
const counts = [earlier, unit, e2e].reduce(addCounts);
sayCounts(counts);
process.exitCode = counts.failed === 0 ? 0 : 1;
