import { app, BrowserWindow, dialog, nativeTheme, session } from 'electron';
import { join, resolve } from 'node:path';
import { contract } from '#shared/contract/index.ts';
import { toErrorData } from '#shared/errors/appError.ts';
import type { Place } from '#shared/model/place.ts';
import { serve } from '#shared/rpc/server.ts';
import { createHandlers } from './handlers/index.ts';
import { growHeapInLargeSteps } from './runtime/heapGrowth.ts';
import { logLine } from './services/logLine.ts';
import { createServices } from './services.ts';
import type { Services } from './hostServices.ts';
import { dataFolder as findDataFolder } from './settings/dataFolder.ts';
import { jsonFile } from './settings/jsonFile.ts';
import { startIpcHost, type IpcHost } from './transport/ipcPort.ts';
import { createIsOurs } from './window/appAddress.ts';
import { registerAppScheme, serveAppScheme } from './window/appProtocol.ts';
import { windowBoundsSchema, type WindowBounds } from './window/bounds.ts';
import { followLinks } from './window/deepLink.ts';
import { fileDialogs } from './window/fileDialogs.ts';
import { createMainWindow } from './window/mainWindow.ts';
import { setApplicationMenu } from './window/menu.ts';
import { lockAllContents, lockSession } from './window/security.ts';
import { logUncaught } from './window/uncaught.ts';

growHeapInLargeSteps();

const log = (message: string, cause?: unknown): void => {
  process.stderr.write(`${logLine(message, cause)}\n`);
};

let ending = false;
logUncaught({ log, isEnding: () => ending });

const dataFolder = findDataFolder();
const devUrl = app.isPackaged ? undefined : process.env['DYNASCOPE_DEV_URL'];
const devTools = !app.isPackaged;

// Beside our own files, so that another data folder is another program: its own lock, cookies and caches.
app.setPath('userData', join(dataFolder, 'electron'));
registerAppScheme();
lockAllContents(log);

const boundsFile = jsonFile<WindowBounds | null>({
  file: join(dataFolder, 'window.json'),
  version: 1,
  schema: windowBoundsSchema.nullable(),
  initial: null,
  onProblem: ({ message }) => log(message),
});

interface Host {
  readonly services: Services;
  readonly ipc: IpcHost;
}

/** Opens one more window on the running host. */
async function openWindow({ services, ipc }: Host, place?: Place): Promise<void> {
  const { theme } = await services.settings.read();
  const dark = theme === 'dark' || (theme === 'system' && nativeTheme.shouldUseDarkColors);
  const bounds = (await boundsFile.read()) ?? undefined;
  await createMainWindow({
    preload: join(__dirname, 'preload.cjs'),
    ...(devUrl === undefined ? {} : { devUrl }),
    ...(place === undefined ? {} : { place }),
    theme: dark ? 'dark' : 'light',
    ...(bounds === undefined ? {} : { bounds }),
    onBounds: (rest) => {
      boundsFile.change(() => rest).catch((error: unknown) => log('the window’s place was not kept', error));
    },
    onContents: ipc.admit,
    devTools,
  });
}

const front = () => BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];

function showPlace(services: Services, place: Place): void {
  const id = front()?.webContents.id;
  services.links.emit({ place, isFor: (portId) => portId.startsWith(`window-${id ?? ''}-`) });
}

/** Ends the host before the program quits: worker, connections, engine. */
function closeBeforeQuit(host: Host): void {
  let closed = false;
  const end = (): void => {
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
    host.ipc.close();
    // What does not end cleanly is in the log by then.
    void host.services.close().finally(() => {
      closed = true;
      app.quit();
    });
  };
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    // The last window that is destroyed below asks to quit once more, before the engine has ended.
    if (ending) return;
    ending = true;
    // In a turn of its own: a debugger, as the end-to-end tests have, asks in the middle of any script, which would then
    // go on with a socket that is closed here.
    setImmediate(end);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      // Asked twice: whoever asks no longer wants to wait for a clean end. The engine is still asked to end.
      process.on(signal, () => app.exit(1));
      app.quit();
    });
  }
}

async function start(
  startPlace: () => Place | undefined,
  onServices: (services: Services) => void,
): Promise<void> {
  await app.whenReady();
  const isOurs = createIsOurs(devUrl);
  lockSession(session.defaultSession, { isOurs, ...(devUrl === undefined ? {} : { devUrl }), log });
  serveAppScheme(join(__dirname, 'window'));
  const services = createServices({
    host: 'desktop',
    version: app.getVersion(),
    dataFolder,
    resolveFrom: [resolve(__dirname, '..')],
    workerFile: join(__dirname, 'replayWorker.cjs'),
    demo: true,
    dialogs: fileDialogs,
    log,
  });
  onServices(services);
  const handlers = createHandlers(services);
  const ipc = startIpcHost({ isOurs, log, onPort: (port) => serve(contract, handlers, port, { log }) });
  const host = { services, ipc };
  closeBeforeQuit(host);
  const open = (): void => {
    openWindow(host).catch((error: unknown) => log('a window could not be opened', error));
  };
  setApplicationMenu({ devTools, onNewWindow: open });
  app.on('activate', () => {
    if (front() === undefined) open();
  });
  await openWindow(host, startPlace());
}

app.on('window-all-closed', () => app.quit());

let running: Services | undefined;
// A link that macOS hands over before there is anything to show it in.
let early: Place | undefined;
const links = followLinks({
  log,
  onActivate: () => {
    const window = front();
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  },
  onPlace: (place) => {
    if (running === undefined) early = place;
    else showPlace(running, place);
  },
});

if (links.first) {
  start(
    () => early ?? links.startPlace,
    (services) => {
      running = services;
    },
  ).catch((error: unknown) => {
    const { message, cause } = toErrorData(error);
    log(`Dynascope could not start: ${message}`, cause);
    if (!devTools) dialog.showErrorBox('Dynascope could not start', message);
    app.exit(1);
  });
} else {
  log('Dynascope is already running; its window has been brought to the front.');
  app.quit();
}
