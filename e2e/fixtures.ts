import { test as base, type Page } from '@playwright/test';
import { withDataFolder } from './host/dataFolders.ts';
import type { Host } from './host/host.ts';
import { startHost } from './host/start.ts';
import { DEMO, windowIn } from './pages/window.ts';

interface TestFixtures {
  /** A window of the shared program, of this test's own, at the demonstration table. For tests that only read. */
  readonly page: Page;
  /** A program of this test's own, on a copy of the seeded data. For tests that write, kill or end it. */
  readonly ownHost: Host;
  /** A program of this test's own at its very first start, without any data. */
  readonly freshHost: Host;
}

interface WorkerFixtures {
  /** The running program that tests share: desktop or web mode, by project. */
  readonly host: Host;
}

const oneHost = (project: string, content: 'seeded' | 'empty', use: (host: Host) => Promise<void>) =>
  withDataFolder(content, async (folder) => {
    const host = await startHost(project, folder);
    try {
      await use(host);
    } finally {
      await host.close();
    }
  });

/** The suite's `test`: the same specs drive the desktop program and web mode. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  host: [
    async ({}, use, info) => {
      await oneHost(info.project.name, 'seeded', use);
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  page: async ({ host }, use) => {
    const page = await host.newWindow();
    // Not the table that the test before has looked at last.
    await windowIn(page).goTo(DEMO);
    await use(page);
    await page.close();
  },
  ownHost: async ({}, use, info) => {
    await oneHost(info.project.name, 'seeded', use);
  },
  freshHost: async ({}, use, info) => {
    await oneHost(info.project.name, 'empty', use);
  },
});

export { expect } from '@playwright/test';
