import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '../electron/runtime/findChromium.ts';
import { findDisplay } from '../electron/runtime/findDisplay.ts';
import { findElectron } from '../electron/runtime/findElectron.ts';
import { ensureDebianPackages } from '../electron/runtime/installDebian.ts';
import { NO_COUNTS, addCounts, readPlaywrightCounts, run, say, type Counts } from './steps.ts';

const PLAYWRIGHT = 'node_modules/@playwright/test/cli.js';
const onCi = process.env['CI'] !== undefined && process.env['CI'] !== '';

/** A project of the suite: how to run it, or why it cannot run here. */
type Plan =
  | {
      readonly project: 'desktop' | 'web';
      readonly env: Readonly<Record<string, string>>;
      readonly wrap: readonly string[];
    }
  | { readonly project: 'desktop' | 'web'; readonly missing: string };

async function planDesktop(root: string): Promise<Plan> {
  const electron = await findElectron({ projectRoot: root, log: say, allowDownload: true });
  if ('missing' in electron) return { project: 'desktop', missing: electron.missing };
  const env = { DYNASCOPE_E2E_ELECTRON: electron.executable };
  if (findDisplay().available) return { project: 'desktop', env, wrap: [] };
  if (existsSync('/usr/bin/xvfb-run')) {
    return { project: 'desktop', env, wrap: ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24'] };
  }
  return { project: 'desktop', missing: 'There is no display, and xvfb-run is not installed.' };
}

function planWeb(): Plan {
  const chromium = findChromium();
  return chromium === undefined
    ? {
        project: 'web',
        missing:
          'No Chromium was found. Install the package chromium, or run: npx playwright install chromium',
      }
    : { project: 'web', env: { DYNASCOPE_E2E_CHROMIUM: chromium }, wrap: [] };
}

async function runPlan(plan: Plan, args: readonly string[]): Promise<Counts> {
  if ('missing' in plan) {
    say(`${onCi ? 'FAILED' : 'skipped'}: e2e project ${plan.project}: ${plan.missing}`);
    return onCi ? { ...NO_COUNTS, failed: 1 } : { ...NO_COUNTS, skipped: 1 };
  }
  const report = join(await mkdtemp(join(tmpdir(), 'dynascope-e2e-')), `${plan.project}.json`);
  const command = [...plan.wrap, process.execPath, PLAYWRIGHT, 'test', `--project=${plan.project}`, ...args];
  const [program = process.execPath, ...rest] = command;
  const status = await run(program, rest, { ...plan.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report });
  const counts = existsSync(report) ? await readPlaywrightCounts(report) : NO_COUNTS;
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/**
 * Runs the end-to-end suite in both projects (or the one named by `--project=`) on an existing build. What it
 * needs is installed on Debian as root; a missing runtime skips its project with the reason, and fails it on CI.
 */
export async function runE2e(root: string, args: readonly string[]): Promise<Counts> {
  const advice = await ensureDebianPackages(['chromium', 'xvfb'], say);
  if (advice !== undefined) say(advice);
  const only = args.find((arg) => arg.startsWith('--project='))?.slice('--project='.length);
  const rest = args.filter((arg) => !arg.startsWith('--project='));
  const plans = [await planDesktop(root), planWeb()].filter(
    (plan) => only === undefined || plan.project === only,
  );
  let counts = NO_COUNTS;
  for (const plan of plans) counts = addCounts(counts, await runPlan(plan, rest));
  return counts;
}
