import { defineConfig } from '@playwright/test';

/** One suite, two projects: the same specs in Electron and in Chromium. `scripts/e2e.ts` finds both runtimes. */
export default defineConfig({
  testDir: 'e2e/specs',
  globalSetup: './e2e/seed.setup.ts',
  // They end what hangs; how fast a busy machine is, is no test's business.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env['CI'] !== undefined,
  workers: 1,
  retries: 0,
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] === undefined ? [['list']] : [['list'], ['json']],
  use: {
    // Recording every test takes a quarter of the time: on CI, which is to end in time, only what failed is pictured.
    trace: process.env['CI'] === undefined ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
  },
  // Folders of their own: each run empties those of its projects, and only those.
  projects: [
    { name: 'desktop', outputDir: 'test-results/desktop', testIgnore: '**/*.web.spec.ts' },
    { name: 'web', outputDir: 'test-results/web', testIgnore: '**/*.desktop.spec.ts' },
  ],
});
