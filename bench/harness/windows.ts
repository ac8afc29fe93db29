import { _electron, chromium, type ElectronApplication, type Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { placeToPath, placeToUri, type Place } from '../../shared/model/place.ts';
import { needsNoSandbox } from '../../electron/runtime/asRoot.ts';
import type { Figure } from './figures.ts';
import { within } from './measure.ts';
import { watchLoadedPage, watchPaints } from './paints.ts';
import { built, ROOT } from './paths.ts';
import type { Runtimes } from './runtimes.ts';
import { LONG_TASKS, type LongTask } from './seed.ts';

/** The real window, on the desktop or in a browser. */
export interface BenchWindow {
  readonly kind: 'desktop' | 'web';
  readonly page: Page;
  /** Process id of the host: Electron's main process, or the program that serves web mode. */
  readonly hostPid: number;
  /** Process ids of the windows. */
  windowPids(): Promise<readonly number[]>;
  close(): Promise<void>;
}

const VIEWPORT = { width: 1440, height: 900 } as const;
const FLAGS: readonly string[] = needsNoSandbox() ? ['--no-sandbox'] : [];

/** A running `dynascope serve`. */
export interface Served {
  readonly url: string;
  readonly pid: number;
  end(): Promise<void>;
}

/** Starts web mode's host. */
export async function serve(dataFolder: string): Promise<Served> {
  const host = spawn(process.execPath, [built('cli.cjs'), 'serve', '--port', '0', '--json'], {
    env: { ...process.env, DYNASCOPE_DATA: dataFolder },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => host.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    const lines = createInterface({ input: host.stdout });
    lines.once('line', (line) => resolve(z.object({ url: z.url() }).parse(JSON.parse(line)).url));
    host.once('exit', (status) => reject(new Error(`web mode ended with status ${status ?? 'none'}`)));
  });
  return {
    url,
    pid: host.pid ?? 0,
    end: async () => {
      host.kill('SIGINT');
      await ended;
    },
  };
}

/** Starts a browser. */
export const launchBrowser = (executablePath: string) =>
  chromium.launch({ executablePath, args: [...FLAGS] });

const processesSchema = z.object({ processInfo: z.array(z.object({ id: z.int(), type: z.string() })) });

async function openWeb(executable: string, dataFolder: string): Promise<BenchWindow> {
  const [host, browser] = await Promise.all([serve(dataFolder), launchBrowser(executable)]);
  const context = await browser.newContext({ viewport: VIEWPORT });
  await watchPaints(context);
  const page = await context.newPage();
  await page.goto(host.url);
  return {
    kind: 'web',
    page,
    hostPid: host.pid,
    windowPids: async () => {
      const session = await browser.newBrowserCDPSession();
      const { processInfo } = processesSchema.parse(await session.send('SystemInfo.getProcessInfo'));
      return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
    },
    close: async () => {
      await browser.close();
      await host.end();
    },
  };
}

/** Starts Electron on a program, with the window's paints watched. `place`: where its first window opens. */
export async function launchElectron(
  executablePath: string,
  program: string,
  dataFolder: string,
  place?: Place,
): Promise<{ readonly app: ElectronApplication; readonly page: Page }> {
  const app = await _electron.launch({
    executablePath,
    args: [program, ...FLAGS, ...(place === undefined ? [] : [placeToUri(place)])],
    env: { ...process.env, DYNASCOPE_DATA: dataFolder },
  });
  await watchPaints(app.context());
  const page = await app.firstWindow();
  // A window is there before its document; another address before that has loaded would end its loading.
  await page.waitForURL((url) => url.protocol !== 'about:');
  await page.waitForLoadState('load');
  // Its page may have begun to load before the watch was set.
  await watchLoadedPage(page);
  return { app, page };
}

/** Ends Electron as its user would; one that does not end within 15 s is killed. */
export async function closeElectron(app: ElectronApplication): Promise<void> {
  const child = app.process();
  await within(15_000, 'Ending Electron', app.close()).catch(() => child.kill('SIGKILL'));
}

async function openDesktop(executable: string, dataFolder: string): Promise<BenchWindow> {
  const { app, page } = await launchElectron(executable, ROOT, dataFolder);
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    for (const window of BrowserWindow.getAllWindows()) window.setContentSize(width, height);
  }, VIEWPORT);
  return {
    kind: 'desktop',
    page,
    hostPid: app.process().pid ?? 0,
    windowPids: () =>
      app.evaluate(({ app: electron }) =>
        electron
          .getAppMetrics()
          .filter(({ type }) => type === 'Tab')
          .map(({ pid }) => pid),
      ),
    close: () => closeElectron(app),
  };
}

/** The windows that can be opened here, web mode first. */
function windowsOf({ chromium: browser, electron }: Runtimes): readonly {
  readonly kind: BenchWindow['kind'];
  readonly open: (dataFolder: string) => Promise<BenchWindow>;
}[] {
  return [
    ...(browser === undefined
      ? []
      : [{ kind: 'web' as const, open: (folder: string) => openWeb(browser, folder) }]),
    ...(electron === undefined
      ? []
      : [{ kind: 'desktop' as const, open: (folder: string) => openDesktop(electron, folder) }]),
  ];
}

/** The figures of each window that can be opened here, one after the other: closed before the next opens. */
export async function inEachWindow(
  runtimes: Runtimes,
  dataFolder: string,
  figuresOf: (window: BenchWindow) => Promise<readonly Figure[]>,
): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const { open } of windowsOf(runtimes)) {
    const window = await open(dataFolder);
    try {
      figures.push(...(await figuresOf(window)));
    } finally {
      await window.close();
    }
  }
  return figures;
}

/** The same for each long task in each window. */
export const forLongTasks = (
  runtimes: Runtimes,
  dataFolder: string,
  figuresOf: (window: BenchWindow, task: LongTask) => Promise<readonly Figure[]>,
): Promise<readonly Figure[]> =>
  inEachWindow(runtimes, dataFolder, async (window) => {
    const figures: Figure[] = [];
    for (const task of LONG_TASKS) figures.push(...(await figuresOf(window, task)));
    return figures;
  });

/** Loads the window anew at a place. */
export async function goTo(page: Page, place: Place): Promise<void> {
  await page.goto(new URL(placeToPath(place), page.url()).href);
}
