import { app } from 'electron';
import { LINK_SCHEME, uriToPlace, type Place } from '#shared/model/place.ts';
import type { TransportLog } from '#shared/rpc/port.ts';
import { placeInArguments } from './linkArguments.ts';

/** Where links and second starts go. */
export interface LinkOptions {
  /** A `dynascope://` link was opened while this program runs. */
  readonly onPlace: (place: Place) => void;
  /** The program was started a second time: show the window. Comes before `onPlace`. */
  readonly onActivate: () => void;
  readonly log: TransportLog;
}

/** Whether this is the only running program of its data folder, and the place it was started with. */
export type Links =
  { readonly first: true; readonly startPlace: Place | undefined } | { readonly first: false };

/**
 * Makes this the one running program and the owner of `dynascope://` links. When another already runs, that one gets
 * our arguments and `first` is false: quit then. Call before Electron is ready, as macOS hands its first link over early.
 */
export function followLinks({ onPlace, onActivate, log }: LinkOptions): Links {
  if (!app.requestSingleInstanceLock()) return { first: false };
  // An unpackaged run must not become the system's handler: its link would point into somebody's checkout.
  if (app.isPackaged && !app.setAsDefaultProtocolClient(LINK_SCHEME)) {
    log(`the system did not register ${LINK_SCHEME}:// links`);
  }
  app.on('open-url', (event, uri) => {
    event.preventDefault();
    onActivate();
    const place = uriToPlace(uri);
    if (place === undefined) log(`a link could not be read: ${uri.slice(0, 200)}`);
    else onPlace(place);
  });
  app.on('second-instance', (_event, argv) => {
    onActivate();
    const place = placeInArguments(argv);
    if (place !== undefined) onPlace(place);
  });
  return { first: true, startPlace: placeInArguments(process.argv.slice(1)) };
}
