import { BrowserWindow, screen, type WebContents } from 'electron';
import { placeToPath, type Place } from '#shared/model/place.ts';
import { APP_ORIGIN } from './appAddress.ts';
import { MIN_SIZE, openingBounds, type WindowBounds } from './bounds.ts';

/** What the main window needs. */
export interface MainWindowOptions {
  /** Path of the bundled preload script. */
  readonly preload: string;
  /** Address of the dev server; absent: the built window at `app://dynascope/`. */
  readonly devUrl?: string;
  /** Where to start; absent or empty: the start page. */
  readonly place?: Place;
  readonly theme: 'light' | 'dark';
  /** Where the window was at the end of the last run. */
  readonly bounds?: WindowBounds;
  /** Called when the window has come to rest somewhere else, and when it closes. */
  readonly onBounds: (bounds: WindowBounds) => void;
  /** Called before the first page loads: the moment to let it in (`IpcHost.admit`). */
  readonly onContents: (contents: WebContents) => void;
  readonly devTools: boolean;
}

/** Painted before the first frame of the window, so that it does not flash: `--surface` of the window's tokens. */
const BACKGROUND = { light: '#ffffff', dark: '#15171c' } as const;

/** How long the window must rest before its place is remembered, in ms. */
const REST_MS = 400;

const rememberBounds = (window: BrowserWindow, onBounds: (bounds: WindowBounds) => void): void => {
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    clearTimeout(timer);
    if (!window.isMinimized()) onBounds({ ...window.getNormalBounds(), maximized: window.isMaximized() });
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(tell, REST_MS);
  };
  window.on('resize', later);
  window.on('move', later);
  window.on('maximize', later);
  window.on('unmaximize', later);
  window.on('close', tell);
  window.on('closed', () => clearTimeout(timer));
};

/**
 * Opens the main window: sandboxed, isolated, without Node; shown when its first frame is painted. Resolves when the
 * page has loaded, or the window has been closed before; rejects when it cannot be.
 */
export async function createMainWindow(options: MainWindowOptions): Promise<BrowserWindow> {
  const { preload, devUrl, place = {}, theme, bounds, onBounds, onContents, devTools } = options;
  const window = new BrowserWindow({
    ...openingBounds(
      bounds,
      screen.getAllDisplays().map((display) => display.workArea),
    ),
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    title: 'Dynascope',
    backgroundColor: BACKGROUND[theme],
    show: false,
    webPreferences: {
      preload,
      devTools,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
    },
  });
  if (bounds?.maximized === true) window.maximize();
  rememberBounds(window, onBounds);
  window.once('ready-to-show', () => window.show());
  onContents(window.webContents);
  try {
    await window.loadURL(`${devUrl?.replace(/\/$/, '') ?? APP_ORIGIN}${placeToPath(place)}`);
  } catch (error) {
    // Closed while it was loading: nobody waits for it any more.
    if (!window.isDestroyed()) throw error;
  }
  return window;
}
