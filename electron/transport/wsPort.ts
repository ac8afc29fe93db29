import type { RawData, WebSocket } from 'ws';
import { createPort, type Port, type TransportLog } from '#shared/rpc/port.ts';

/** How often a silent line is asked whether it still stands, in ms. Two questions without an answer end it. */
export const PING_INTERVAL_MS = 15_000;

/** WebSocket close code for data of a kind that is not taken (RFC 6455, 7.4.1). */
const UNSUPPORTED_DATA = 1003;

/** How long the other side may take to say goodbye, in ms. */
const GOODBYE_MS = 1_000;

const textOf = (data: RawData): string =>
  Array.isArray(data)
    ? Buffer.concat(data).toString('utf8')
    : Buffer.from(data instanceof ArrayBuffer ? new Uint8Array(data) : data).toString('utf8');

/** The host's end of one WebSocket that has passed every check. Closes when the socket does, or when it goes silent. */
export function createWsPort(id: string, socket: WebSocket, log: TransportLog): Port {
  const end = createPort(id, {
    send: (frame) => socket.send(frame),
    shut: () => {
      socket.close();
      // A peer that never answers the close frame must not keep the host alive.
      setTimeout(() => socket.terminate(), GOODBYE_MS).unref();
    },
  });

  let answered = true;
  const ping = setInterval(() => {
    if (!answered) {
      log(`${id}: no answer, the line is given up`);
      socket.terminate();
      return;
    }
    answered = false;
    socket.ping();
  }, PING_INTERVAL_MS);
  ping.unref();

  socket.on('pong', () => (answered = true));
  socket.on('message', (data, isBinary) => {
    answered = true;
    if (isBinary) socket.close(UNSUPPORTED_DATA, 'text frames only');
    else end.deliver(textOf(data));
  });
  socket.on('error', (error) => log(`${id}: the line failed`, error));
  socket.on('close', () => {
    clearInterval(ping);
    end.closed();
  });
  return end.port;
}
