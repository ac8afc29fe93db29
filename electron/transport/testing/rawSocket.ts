import { connect } from 'node:net';

/** What a server said to a request written byte by byte. */
export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** Sends exactly these header lines and no others, and reads until the server closes or a WebSocket stands. */
export function rawRequest(port: number, lines: readonly string[], host = '127.0.0.1'): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host });
    let text = '';
    const done = (): void => {
      socket.destroy();
      const [head = '', ...rest] = text.split('\r\n\r\n');
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0);
      resolve({ status, head, body: rest.join('\r\n\r\n') });
    };
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (text.startsWith('HTTP/1.1 101')) done();
    });
    socket.on('end', done);
    socket.on('error', reject);
    socket.write([...lines, '', ''].join('\r\n'));
  });
}

/** A plain GET of `path`, closed after the answer. */
export const get = (port: number, path: string, more: readonly string[] = [], host = `127.0.0.1:${port}`) =>
  rawRequest(port, [`GET ${path} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...more]);

/** The opening handshake of a WebSocket, with the given `Host` and further lines. */
export const upgrade = (port: number, more: readonly string[], path = '/rpc', host = `127.0.0.1:${port}`) =>
  rawRequest(port, [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...more,
  ]);

/** The cookie pair of an answer's `Set-Cookie`, or an empty text. */
export const cookieOf = (answer: RawAnswer): string =>
  /^set-cookie: ([^;\r\n]+)/im.exec(answer.head)?.[1] ?? '';
