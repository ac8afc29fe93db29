import { defineConfig } from '@playwright/test';

/** One suite, two projects: the same specs in Electron and in Chromium. `scripts/e2e.ts` finds both runtimes. */
export default defineConfig({
  testDir: 'e2e/specs',
  outputDir: 'test-results',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env['CI'] !== undefined,
  workers: 1,
  retries: 0,
  reporter: [['list'], ['json']],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
  projects: [
    { name: 'desktop', metadata: { host: 'desktop' } },
    { name: 'web', metadata: { host: 'web' } },
  ],
});
