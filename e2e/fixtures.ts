import { test as base, type Page } from '@playwright/test';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from './host/cli.ts';
import { startDesktop } from './host/desktop.ts';
import type { Host } from './host/host.ts';
import { startWeb } from './host/web.ts';

interface TestFixtures {
  /** The running program: desktop or web mode, by project. Ended after the test. */
  readonly host: Host;
  /** Its first window. */
  readonly page: Page;
}

interface WorkerFixtures {
  /** A data folder with demonstration data, made once; tests get copies. */
  readonly seeded: string;
}

/** The suite's `test`: the same specs drive the desktop program and web mode. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  seeded: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'dynascope-seed-'));
      await runCli(['seed', '--faults', '--seed', 'e2e'], folder);
      await use(folder);
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  host: async ({ seeded }, use, info) => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'dynascope-e2e-'));
    await cp(seeded, dataFolder, { recursive: true });
    const start = info.project.name === 'desktop' ? startDesktop : startWeb;
    const host = await start(dataFolder);
    await use(host);
    await host.close();
    await rm(dataFolder, { recursive: true, force: true });
  },
  page: async ({ host }, use) => {
    await use(host.page);
  },
});

export { expect } from '@playwright/test';
