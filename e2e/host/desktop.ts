import { _electron } from '@playwright/test';
import { needsNoSandbox } from '../../electron/runtime/asRoot.ts';
import { ROOT } from './cli.ts';
import type { Host } from './host.ts';

/** Starts the desktop program with the runtime that `scripts/e2e.ts` has found. */
export async function startDesktop(dataFolder: string): Promise<Host> {
  const executablePath = process.env['DYNASCOPE_E2E_ELECTRON'];
  const app = await _electron.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [ROOT, ...(needsNoSandbox() ? ['--no-sandbox'] : [])],
    env: { ...process.env, DYNASCOPE_DATA: dataFolder },
  });
  const page = await app.firstWindow();
  return {
    kind: 'desktop',
    dataFolder,
    page,
    newWindow: async () => {
      const [second] = await Promise.all([
        app.waitForEvent('window'),
        app.evaluate(({ Menu }) => {
          Menu.getApplicationMenu()?.getMenuItemById('new-window')?.click();
        }),
      ]);
      return second;
    },
    close: () => app.close(),
  };
}
