import { MessageChannel, Worker } from 'node:worker_threads';
import { requireAttached } from './attached.ts';
import type { Notice, Reply, Request } from './protocol.ts';
import { serveReplay, type ServerParts } from './replayServer.ts';

/** The way to a replay server, and back. */
export interface Link {
  /** `transfer`: buffers in the request that are handed over, not copied. @throws what cannot be sent */
  post(request: Request, transfer?: readonly ArrayBuffer[]): void;
  /** Whether an answer is awaited: only then does the link keep the process alive. */
  hold(waiting: boolean): void;
  /** Ends the server; `onDown` is not called any more. */
  close(): Promise<void>;
}

/**
 * What a link tells its user. A reply's value has the type that the question's method returns; `never` lets each
 * method of a proxy say so by its own return type.
 */
export interface LinkEvents {
  readonly onReply: (reply: Reply<never>) => void;
  readonly onNotice: (notice: Notice) => void;
  /** The server has died; called once at most. */
  readonly onDown: (cause: unknown) => void;
}

const receiver =
  ({ onReply, onNotice }: LinkEvents) =>
  (message: Reply<never> | Notice): void =>
    'kind' in message ? onNotice(message) : onReply(message);

/** Starts a worker thread from the bundled `workerFile`. */
export function workerLink(workerFile: string, events: LinkEvents): Link {
  const worker = new Worker(workerFile);
  let up = true;
  const down = (cause: unknown): void => {
    if (!up) return;
    up = false;
    events.onDown(cause);
  };
  worker.on('message', receiver(events));
  worker.on('error', down);
  worker.on('messageerror', down);
  worker.on('exit', (code) => down(new Error(`exit code ${code}`)));
  worker.unref();
  return {
    post(request, transfer = []) {
      requireAttached(transfer);
      worker.postMessage(request, transfer);
    },
    hold: (waiting) => (waiting ? worker.ref() : worker.unref()),
    async close() {
      up = false;
      await worker.terminate();
    },
  };
}

/** A server on this very thread, behind a real message channel: values are copied as between threads. */
export function inlineLink(parts: ServerParts, events: LinkEvents): Link {
  const { port1, port2 } = new MessageChannel();
  serveReplay(port2, parts);
  port1.on('message', receiver(events));
  port1.unref();
  port2.unref();
  return {
    post(request, transfer = []) {
      requireAttached(transfer);
      port1.postMessage(request, transfer);
    },
    hold: (waiting) => (waiting ? port1.ref() : port1.unref()),
    close() {
      port1.close();
      return Promise.resolve();
    },
  };
}
