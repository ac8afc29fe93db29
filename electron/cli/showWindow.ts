import { resolve } from 'node:path';
import { placeToPath, placeToUri, type Place } from '#shared/model/place.ts';
import { endAbandonedEngine } from '../engine/endAbandoned.ts';
import { runDesktop } from '../runtime/runDesktop.ts';
import { connectionsFile } from '../settings/connectionsFile.ts';
import { startWebMode, type WebModeOptions } from '../web.ts';
import type { CliDeps, ServeOptions, Serving } from './deps.ts';
import { EXIT } from './exitStatus.ts';
import { startPlace } from './startPlace.ts';

/** Where the program's parts and data lie. */
export type WindowSettings = Omit<WebModeOptions, 'port' | 'onNewLink' | 'log'>;

/** A one-use address that leads to `place`. */
export function withPlace(url: string, place: Place | undefined): string {
  if (place === undefined) return url;
  const launch = new URL(url);
  const target = new URL(placeToPath(place), launch.origin);
  for (const [name, value] of launch.searchParams) target.searchParams.append(name, value);
  return target.href;
}

/** Serves the window to browsers of this computer. */
export function createServe(settings: WindowSettings) {
  return async (options: ServeOptions, link?: string): Promise<Serving> => {
    const { choice, port, onNewLink, say } = options;
    const file = connectionsFile(settings.dataFolder, ({ message }) => say(message));
    const place = await startPlace(link, choice, file);
    const mode = await startWebMode({ ...settings, port, onNewLink, log: say });
    return { url: withPlace(mode.url, place), close: () => mode.close() };
  };
}

/** Shows the desktop window; where none can be had, says why in one line and serves it in web mode. */
export function createOpenWindow(
  settings: WindowSettings,
  openBrowser: (url: string) => Promise<unknown>,
): CliDeps['openWindow'] {
  return async ({ choice, link, openBrowser: wanted, signal, say }) => {
    const file = connectionsFile(settings.dataFolder, ({ message }) => say(message));
    const place = await startPlace(link, choice, file);
    const run = await runDesktop({
      projectRoot: resolve(settings.windowFolder, '..', '..'),
      args: place === undefined ? [] : [placeToUri(place)],
      log: say,
    });
    // However it ended: a crash, or a display that went down first, leaves it no time to end its engine.
    await endAbandonedEngine(settings.dataFolder, say);
    if ('status' in run) return run.status;
    if (signal.aborted) return EXIT.interrupted;
    say(`${run.missing} The window is served to your browser instead.`);
    const onNewLink = (url: string): void => say(`A fresh address: ${url}`);
    const serving = await createServe(settings)({ port: 0, choice, say, onNewLink }, link);
    try {
      say(`Open ${serving.url} in a browser of this computer; the address works once. Ctrl-C ends it.`);
      if (wanted) {
        await openBrowser(serving.url).catch(() => say('No browser could be opened: please do it yourself.'));
      }
      await new Promise<void>((done) => {
        if (signal.aborted) done();
        else signal.addEventListener('abort', () => done(), { once: true });
      });
    } finally {
      await serving.close();
    }
    return EXIT.interrupted;
  };
}
