import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { placeToPath } from '../../shared/model/place.ts';
import type { Bench } from '../harness/bench.ts';
import type { Figure } from '../harness/figures.ts';
import { inTurns } from '../harness/measure.ts';
import { paintedAt, watchPaints } from '../harness/paints.ts';
import { ROOT } from '../harness/paths.ts';
import { SHOP } from '../harness/seed.ts';
import { CONNECTION } from '../harness/services.ts';
import { closeElectron, launchBrowser, launchElectron, serve } from '../harness/windows.ts';

const ROUNDS = 3;
const PLACE = { connection: CONNECTION, table: SHOP };

/** From starting the host until the list is painted, in a browser that runs already. */
async function startWeb(executable: string, dataFolder: string) {
  const browser = await launchBrowser(executable);
  const start = Date.now();
  const host = await serve(dataFolder);
  const address = Date.now() - start;
  try {
    const context = await browser.newContext();
    await watchPaints(context);
    const page = await context.newPage();
    const url = new URL(host.url);
    url.pathname = placeToPath(PLACE);
    await page.goto(url.href);
    return { address, web: (await paintedAt(page, 'list')) - start };
  } finally {
    await browser.close();
    await host.end();
  }
}

async function startEmptyBrowser(executable: string) {
  const start = Date.now();
  const browser = await launchBrowser(executable);
  try {
    const page = await browser.newPage();
    await page.goto('data:text/html,<p>empty');
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
    return { browser: Date.now() - start };
  } finally {
    await browser.close();
  }
}

async function startDesktop(executable: string, dataFolder: string) {
  const start = Date.now();
  const { app, page } = await launchElectron(executable, ROOT, dataFolder, PLACE);
  try {
    return { desktop: (await paintedAt(page, 'list')) - start };
  } finally {
    await closeElectron(app);
  }
}

async function startEmptyElectron(executable: string, program: string, dataFolder: string) {
  const start = Date.now();
  const { app, page } = await launchElectron(executable, program, dataFolder);
  try {
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
    return { electron: Date.now() - start };
  } finally {
    await closeElectron(app);
  }
}

/** A program that does nothing but open a window with one word in it. */
const EMPTY_PROGRAM = `const { app, BrowserWindow } = require('electron');
void app.whenReady().then(() => new BrowserWindow({ width: 1440, height: 900 }).loadURL('data:text/html,<p>empty'));
`;

async function emptyProgram(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dynascope-empty-'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'empty', main: 'main.cjs' }));
  await writeFile(join(folder, 'main.cjs'), EMPTY_PROGRAM);
  return folder;
}

async function webFigures(executable: string, dataFolder: string): Promise<readonly Figure[]> {
  const value = await inTurns(ROUNDS, [
    () => startWeb(executable, dataFolder),
    () => startEmptyBrowser(executable),
  ]);
  const against = { name: 'starting the browser on an empty page', value: value('browser') };
  return [
    { name: 'serve: start to address', value: value('address'), unit: 'ms', against },
    { name: 'serve: start to list painted', value: value('web'), unit: 'ms', against },
  ];
}

async function desktopFigures(executable: string, dataFolder: string): Promise<readonly Figure[]> {
  const program = await emptyProgram();
  try {
    const value = await inTurns(ROUNDS, [
      () => startDesktop(executable, dataFolder),
      () => startEmptyElectron(executable, program, dataFolder),
    ]);
    const against = { name: 'Electron with an empty window', value: value('electron') };
    return [{ name: 'desktop: start to list painted', value: value('desktop'), unit: 'ms', against }];
  } finally {
    await rm(program, { recursive: true, force: true });
  }
}

/** From the start of the program to the list of tasks on screen, with data that is there already. */
export const startup: Bench = async ({ dataFolder, runtimes: { chromium, electron } }) => [
  ...(chromium === undefined ? [] : await webFigures(chromium, dataFolder)),
  ...(electron === undefined ? [] : await desktopFigures(electron, dataFolder)),
];
