import './api/jitless.ts';
import { placeToPath, placeToUri, type Place } from '#shared/model/place.ts';
import { connectClient } from './api/client.ts';
import { mountWindow } from './app/mount.tsx';
import './ui/base.css';
import './ui/fonts.css';
import './ui/tokens.css';

const { client, line, host, connection } = connectClient();
const root = document.getElementById('root');

/** On the desktop a link is handed over by the system; in a browser it is an address of this host. */
const link = (place: Place): string =>
  host === 'web' ? `${window.location.origin}${placeToPath(place)}` : placeToUri(place);

const refusal = {
  get: () => {
    const state = connection.getState();
    if (state.phase !== 'lost') return undefined;
    return [state.reason.message, state.reason.nextStep].filter((part) => part !== undefined).join(' ');
  },
  subscribe: connection.subscribe,
};

if (root !== null) mountWindow(root, { client, line: { ...line, refusal }, link, host });
