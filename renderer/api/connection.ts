import { createStore, type StoreApi } from 'zustand/vanilla';
import { AppError } from '#shared/errors/appError.ts';
import { disconnected } from '#shared/rpc/checks.ts';
import { createCaller, type Caller } from '#shared/rpc/client.ts';
import type { Port, TransportLog } from '#shared/rpc/port.ts';

/**
 * The window's line to its host. `session` counts the lines there have been: a higher one means that everything the
 * host held for this window is gone, and streams are to be opened again. `lost`: the host is there and does not let
 * this window in; it is still tried, slowly.
 */
export type ConnectionState =
  | { readonly phase: 'connecting' }
  | { readonly phase: 'connected'; readonly session: number }
  | { readonly phase: 'reconnecting'; readonly attempt: number }
  | { readonly phase: 'lost'; readonly reason: AppError };

/** How lines are opened and how long is waited between tries. */
export interface ConnectionDeps {
  /** Opens a new line; rejects when that fails. */
  readonly open: () => Promise<Port>;
  /** After a failure: whether the host is there and refuses this window. */
  readonly isRefused: () => Promise<boolean>;
  /** Resolves after `ms`, or as soon as `signal` aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly log: TransportLog;
}

/** A line that is opened again whenever it breaks. */
export interface Connection {
  readonly state: Pick<StoreApi<ConnectionState>, 'getState' | 'subscribe'>;
  /** Makes a call over the present line. The first line is waited for; without a line a call rejects with `Disconnected`. */
  readonly call: Caller;
  /** Tries at once instead of waiting for the next try. */
  readonly retry: () => void;
}

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;

const refusedError = (): AppError =>
  new AppError('Disconnected', {
    message: 'The host of this window no longer knows this browser; it has probably been started again.',
    nextStep: 'Open the link that Dynascope printed when it started; this window then goes on by itself.',
  });

/** How long to wait before try number `attempt` (from 1), in ms. */
export const waitBefore = (attempt: number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempt - 1, 10));

/** Opens a line and keeps one open for as long as the window lives. */
export function keepConnected({ open, isRefused, wait, log }: ConnectionDeps): Connection {
  const state = createStore<ConnectionState>()(() => ({ phase: 'connecting' }));
  let sessions = 0;
  let current: Promise<Caller>;
  let hurry = new AbortController();

  const connect = async (): Promise<Caller> => {
    const port = await open();
    const caller = createCaller(port, { log });
    sessions += 1;
    port.onClose(() => {
      current = gone();
      void reconnect();
    });
    return caller;
  };

  /** Tries until a line stands. */
  const reconnect = async (): Promise<void> => {
    state.setState({ phase: 'reconnecting', attempt: 1 }, true);
    for (let attempt = 1; ; attempt += 1) {
      hurry = new AbortController();
      await wait(waitBefore(attempt), hurry.signal);
      try {
        const caller = await connect();
        current = Promise.resolve(caller);
        state.setState({ phase: 'connected', session: sessions }, true);
        return;
      } catch {
        const next: ConnectionState = (await isRefused())
          ? { phase: 'lost', reason: refusedError() }
          : { phase: 'reconnecting', attempt: attempt + 1 };
        state.setState(next, true);
      }
    }
  };

  current = connect();
  current.then(
    () => state.setState({ phase: 'connected', session: sessions }, true),
    () => {
      current = gone();
      void reconnect();
    },
  );

  return {
    state,
    call: async (path, entry, input, options) => {
      const caller = await current.catch(() => undefined);
      if (caller === undefined) throw disconnected();
      return caller(path, entry, input, options);
    },
    retry: () => hurry.abort(),
  };
}

/** In the place of a caller while there is no line. */
const gone = (): Promise<Caller> => Promise.resolve(() => Promise.reject(disconnected()));
