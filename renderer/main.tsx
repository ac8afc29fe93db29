import './api/jitless.ts';
import { placeToUri } from '#shared/model/place.ts';
import { connectClient } from './api/client.ts';
import { mountWindow } from './app/mount.tsx';
import { readAddress } from './app/router.ts';
import './ui/base.css';
import './ui/fonts.css';
import './ui/tokens.css';

const { client, line, host, connection } = connectClient();
const root = document.getElementById('root');

/** On the desktop a link is handed over by the system; in a browser it is the address itself. */
const link = (): string => {
  const { href, pathname, search } = window.location;
  return host === 'web' ? href : placeToUri(readAddress(`${pathname}${search}`).place);
};

const refusal = {
  get: () => {
    const state = connection.getState();
    if (state.phase !== 'lost') return undefined;
    return [state.reason.message, state.reason.nextStep].filter((part) => part !== undefined).join(' ');
  },
  subscribe: connection.subscribe,
};

if (root !== null) mountWindow(root, { client, line: { ...line, refusal }, link });
