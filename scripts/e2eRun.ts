import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '../electron/runtime/findChromium.ts';
import { NO_COUNTS, addCounts, oneFailure, readPlaywrightCounts, type Counts } from './counts.ts';
import type { DesktopRuntime } from './desktopRuntime.ts';
import { run, say } from './steps.ts';

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

const planDesktop = (runtime: DesktopRuntime): Plan => ({ project: 'desktop', ...runtime });

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
    const why = `e2e project ${plan.project}: ${plan.missing}`;
    if (onCi) return oneFailure(why);
    say(`skipped: ${why}`);
    return { ...NO_COUNTS, skipped: 1 };
  }
  const report = join(await mkdtemp(join(tmpdir(), 'dynascope-e2e-')), `${plan.project}.json`);
  const command = [...plan.wrap, process.execPath, PLAYWRIGHT, 'test', `--project=${plan.project}`, ...args];
  const [program = process.execPath, ...rest] = command;
  const status = await run(program, rest, { ...plan.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report });
  const counts = existsSync(report) ? await readPlaywrightCounts(report) : NO_COUNTS;
  return status !== 0 && counts.failed === 0
    ? addCounts(counts, oneFailure(`e2e project ${plan.project} ended with ${status}`))
    : counts;
}

/**
 * Runs the end-to-end suite in both projects (or the one named by `--project=`) on an existing build. A missing
 * runtime skips its project with the reason, and fails it on CI.
 */
export async function runE2e(runtime: DesktopRuntime, args: readonly string[]): Promise<Counts> {
  const only = args.find((arg) => arg.startsWith('--project='))?.slice('--project='.length);
  const rest = args.filter((arg) => !arg.startsWith('--project='));
  const plans = [planDesktop(runtime), planWeb()].filter(
    (plan) => only === undefined || plan.project === only,
  );
  let counts = NO_COUNTS;
  for (const plan of plans) counts = addCounts(counts, await runPlan(plan, rest));
  return counts;
}
