import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { pathToPlace, placeToPath } from '#shared/model/place.ts';
import { MAX_FRAME_LENGTH } from '#shared/rpc/frames.ts';
import type { Port, TransportLog } from '#shared/rpc/port.ts';
import { createWindowFiles } from '../window/windowFiles.ts';
import { createLaunches } from './launch.ts';
import { listenOnLoopback } from './listen.ts';
import { comeInAgain, linkRefused, notSignedIn, refused, type PlainPage } from './plainPages.ts';
import { allowedHost, originOf, targetOf } from './requestChecks.ts';
import { createWsPort } from './wsPort.ts';

/** What the web host needs. */
export interface WebHostOptions {
  /** Port of the loopback address; 0 takes any free one. */
  readonly port: number;
  /** Folder of the built window. */
  readonly windowFolder: string;
  /** Called for each window that connects. The port closes when the window goes away, or the host. */
  readonly onPort: (port: Port) => void;
  /** A browser came without a good token or session: a fresh link to where it wanted to go, to be shown in the terminal. */
  readonly onNewLink?: (url: string) => void;
  readonly log: TransportLog;
  /** Epoch ms; for the age of launch links. */
  readonly now?: () => number;
}

/** A running web host. */
export interface WebHost {
  /** Loopback address with a one-use token: opening it lets that browser in. */
  readonly url: string;
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** Another link like `url`, to `path` (as `placeToPath` makes it). */
  readonly mintLaunchUrl: (path?: string) => string;
  /** Ends every window's line and stops listening. */
  readonly close: () => Promise<void>;
}

/** Where the window's WebSocket goes. */
export const RPC_PATH = '/rpc';

/** At most one fresh link is offered in this time, in ms, so that knocking does not flood the terminal. */
const NEW_LINK_INTERVAL_MS = 5_000;

/** How long windows may take to say goodbye when the host ends, in ms. */
const GOODBYE_MS = 500;

/** WebSocket close code of a server that goes down (RFC 6455, 7.4.1). */
const GOING_AWAY = 1001;

const send = (response: ServerResponse, page: PlainPage, more: Record<string, string> = {}): void => {
  response.writeHead(page.status, { ...page.headers, ...more });
  response.end(page.body);
};

/**
 * Serves the window to browsers of this computer: files and one WebSocket per window, on 127.0.0.1 only. Every
 * request is checked in this order: Host, target, Origin, session. Throws `PortInUse`.
 */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const { windowFolder, onPort, onNewLink, log, now = () => Date.now() } = options;
  const files = createWindowFiles(windowFolder);
  const sockets = new Set<Socket>();
  const server = createServer();
  const webSockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    // A character of a frame takes up to three bytes; the frame's own limit answers with a typed fail.
    maxPayload: 3 * MAX_FRAME_LENGTH,
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  const port = await listenOnLoopback(server, options.port);
  const origin = `http://127.0.0.1:${port}`;
  const launches = createLaunches(port, now);
  let lastNewLinkMs = -Infinity;
  let windows = 0;

  const mintLaunchUrl = (path = '/'): string =>
    `${origin}${path}${path.includes('?') ? '&' : '?'}token=${launches.mint()}`;

  const offerNewLink = (target: string): void => {
    if (onNewLink === undefined || now() - lastNewLinkMs < NEW_LINK_INTERVAL_MS) return;
    lastNewLinkMs = now();
    // Written anew from what it means, so that nothing a stranger sends reaches the terminal as it is.
    onNewLink(mintLaunchUrl(placeToPath(pathToPlace(target) ?? {})));
  };

  /** Lets a browser in by its token and takes the token out of the address. */
  const launch = (response: ServerResponse, path: string, query: URLSearchParams, inside: boolean): void => {
    const session = launches.redeem(query.get('token') ?? '');
    query.delete('token');
    const rest = query.toString();
    const target = `${path === '/launch' ? '/' : path}${rest === '' ? '' : `?${rest}`}`;
    if (session === undefined && !inside) {
      offerNewLink(target);
      send(response, linkRefused());
      return;
    }
    response.writeHead(303, {
      location: target,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      ...(session === undefined ? {} : { 'set-cookie': launches.cookie(session) }),
    });
    response.end();
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const host = allowedHost(request, port);
    if (host === undefined) {
      log('web host: a request with a foreign Host was refused');
      send(response, refused(403, 'Wrong host'), { connection: 'close' });
      return;
    }
    const target = targetOf(request);
    if (target === undefined) {
      send(response, refused(400, 'Wrong address'), { connection: 'close' });
      return;
    }
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const from = originOf(request, host);
    if (from === 'foreign' || (!reads && from === 'absent')) {
      log('web host: a request of a foreign origin was refused');
      send(response, refused(403, 'Wrong origin'), { connection: 'close' });
      return;
    }
    const inside = launches.isSession(request.headers.cookie);
    const query = new URLSearchParams(target.query);
    if (request.method === 'GET' && query.has('token')) {
      launch(response, target.path, query, inside);
      return;
    }
    if (!inside) {
      const bounced = request.method === 'GET' && request.headers['sec-fetch-site'] === 'cross-site';
      // HEAD is how a window that lost its host asks whether it is still let in; nobody is waiting for a link.
      if (!bounced && request.method === 'GET') offerNewLink(request.url ?? '/');
      send(response, bounced ? comeInAgain() : notSignedIn());
      return;
    }
    if (!reads) {
      send(response, refused(405, 'Nothing is written this way'), {
        allow: 'GET, HEAD',
        connection: 'close',
      });
      return;
    }
    const file = await files(target.path);
    response.writeHead(file.status, file.headers);
    response.end(file.body);
  };

  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      log('web host: a request failed', error);
      response.destroy();
    });
  });

  /** Why a WebSocket is not let in, as an HTTP status line; undefined lets it in. */
  const upgradeRefusal = (request: IncomingMessage): string | undefined => {
    const host = allowedHost(request, port);
    if (host === undefined) return '403 Forbidden';
    if (targetOf(request)?.path !== RPC_PATH) return '404 Not Found';
    if (originOf(request, host) !== 'own') return '403 Forbidden';
    return launches.isSession(request.headers.cookie) ? undefined : '401 Unauthorized';
  };

  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const refusal = upgradeRefusal(request);
    if (refusal !== undefined) {
      log(`web host: a WebSocket was refused (${refusal})`);
      socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      windows += 1;
      onPort(createWsPort(`web-${port}-${windows}`, webSocket, log));
    });
  });

  const close = (): Promise<void> =>
    new Promise((resolve) => {
      const force = setTimeout(() => sockets.forEach((socket) => socket.destroy()), GOODBYE_MS);
      server.close(() => {
        clearTimeout(force);
        resolve();
      });
      const upgraded = [...webSockets.clients];
      upgraded.forEach((webSocket) => webSocket.close(GOING_AWAY, 'the host ends'));
      // Idle keep-alive connections would hold the server open; those of windows get their goodbye first.
      if (upgraded.length === 0) sockets.forEach((socket) => socket.destroy());
    });

  return { url: mintLaunchUrl(), origin, mintLaunchUrl, close };
}
