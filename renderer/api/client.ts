import { contract, type AppClient } from '#shared/contract/index.ts';
import { clientOf } from '#shared/rpc/client.ts';
import type { TransportLog } from '#shared/rpc/port.ts';
import { createBridgePort, findBridge } from './bridgePort.ts';
import { keepConnected, type Connection, type ConnectionDeps } from './connection.ts';
import { openSocketPort } from './socketPort.ts';

/** The window's client and the state of its line. */
export interface AppConnection {
  /** Stays the same over reconnections. */
  readonly client: AppClient;
  /** What the line is doing, in full. */
  readonly connection: Connection['state'];
  /** The same in two words, told only when it changes: `lost`, and `open` again with a new session. */
  readonly line: {
    readonly state: () => 'open' | 'lost';
    readonly subscribe: (listener: () => void) => () => void;
    /** Tries at once instead of waiting for the next try. */
    readonly retry: () => void;
  };
  /** How this window reaches its host. */
  readonly host: 'desktop' | 'web';
}

const wait = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });

/** Asks the host for this very page: 401 says that it runs and does not know this browser. */
const isRefused = async (): Promise<boolean> => {
  try {
    const { status } = await fetch('/', { method: 'HEAD', cache: 'no-store' });
    return status === 401;
  } catch {
    return false;
  }
};

const depsFor = (log: TransportLog): ConnectionDeps => {
  const bridge = findBridge();
  if (bridge !== undefined) {
    return {
      open: () => Promise.resolve(createBridgePort(bridge)),
      isRefused: () => Promise.resolve(false),
      wait,
      log,
    };
  }
  const { protocol, host } = window.location;
  const url = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/rpc`;
  return { open: () => openSocketPort(url), isRefused, wait, log };
};

const toLine = ({ state, retry }: Connection): AppConnection['line'] => {
  const inWords = (): 'open' | 'lost' => {
    const { phase } = state.getState();
    return phase === 'connected' || phase === 'connecting' ? 'open' : 'lost';
  };
  const subscribe = (listener: () => void): (() => void) => {
    let last = inWords();
    return state.subscribe(() => {
      const now = inWords();
      if (now === last) return;
      last = now;
      listener();
    });
  };
  return { state: inWords, subscribe, retry };
};

/** Connects the window to its host: through the preload script on the desktop, else over a WebSocket to its own origin. */
export function connectClient({
  log = () => undefined,
}: { readonly log?: TransportLog } = {}): AppConnection {
  const connection = keepConnected(depsFor(log));
  return {
    client: clientOf(contract, connection.call),
    connection: connection.state,
    line: toLine(connection),
    host: findBridge() === undefined ? 'web' : 'desktop',
  };
}
