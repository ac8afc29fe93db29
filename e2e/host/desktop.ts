import { _electron, type Page } from '@playwright/test';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { needsNoSandbox } from '../../electron/runtime/asRoot.ts';
import { ROOT } from './cli.ts';
import type { DesktopHost } from './host.ts';
import { VIEWPORT } from './web.ts';

const run = promisify(execFile);

/** A window is there before its document; another address before it has loaded would be taken for a failure. */
async function loaded(page: Page): Promise<Page> {
  await page.waitForURL(/^app:/);
  return page;
}

/** Starts the desktop program with the runtime that `scripts/e2e.ts` has found. */
export async function startDesktop(dataFolder: string): Promise<DesktopHost> {
  const executablePath = process.env['DYNASCOPE_E2E_ELECTRON'];
  const env = { ...process.env, DYNASCOPE_DATA: dataFolder };
  const args = [ROOT, ...(needsNoSandbox() ? ['--no-sandbox'] : [])];
  const app = await _electron.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args,
    env,
  });
  const page = await loaded(await app.firstWindow());
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    for (const window of BrowserWindow.getAllWindows()) window.setContentSize(width, height);
  }, VIEWPORT);
  return {
    kind: 'desktop',
    dataFolder,
    app,
    page,
    newWindow: async () => {
      const [second] = await Promise.all([
        app.waitForEvent('window'),
        app.evaluate(({ Menu }) => {
          Menu.getApplicationMenu()?.getMenuItemById('new-window')?.click();
        }),
      ]);
      return loaded(second);
    },
    // The system starts the program a second time with the link; that one hands it to the first and ends.
    openLink: async (link) => {
      await run(executablePath ?? process.execPath, [...args, link], { env });
      return page;
    },
    clipboard: () => app.evaluate(({ clipboard }) => clipboard.readText()),
    close: () => app.close(),
  };
}
