// npm run e2e [-- --project=web] [-- any option of Playwright]: the end-to-end suite on a fresh build.
import { resolve } from 'node:path';
import { ensureDebianPackages } from '../electron/runtime/installDebian.ts';
import { sayCounts } from './counts.ts';
import { findDesktopRuntime } from './desktopRuntime.ts';
import { runE2e } from './e2eRun.ts';
import { runTool, say } from './steps.ts';

const root = resolve(import.meta.dirname, '..');
process.chdir(root);
if ((await runTool('node_modules/vite/bin/vite.js', ['build', '--app', '--logLevel', 'warn'])) !== 0)
  process.exit(1);
const advice = await ensureDebianPackages(['chromium', 'xvfb'], say);
if (advice !== undefined) say(advice);
const counts = await runE2e(await findDesktopRuntime(root), process.argv.slice(2));
sayCounts(counts);
process.exitCode = counts.failed === 0 ? 0 : 1;
