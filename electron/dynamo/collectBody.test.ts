import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { collectBody } from './collectBody.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** What a server answers, as a client of this computer receives it. */
async function answerOf(answer: (response: ServerResponse) => void): Promise<IncomingMessage> {
  const server = createServer((_request, response) => answer(response)).listen(0, '127.0.0.1');
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: address.port }, resolve).once('error', reject);
  });
}

const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => at % 251);

test.each([0, 1, 20_000, 3_000_000])(
  'brings every one of %i bytes, in a buffer of their own',
  async (length) => {
    const sent = bytes(length);
    const stream = await answerOf((response) => {
      response.writeHead(200, { 'content-length': length }).end(sent);
    });
    const body = await collectBody(stream);
    expect(Buffer.compare(body, sent)).toBe(0);
    expect(body.buffer.byteLength).toBe(length);
  },
);

test('brings what comes without its length told before', async () => {
  const sent = bytes(300_000);
  const stream = await answerOf((response) => {
    response.write(sent.subarray(0, 100_000));
    response.end(sent.subarray(100_000));
  });
  expect(stream.headers['content-length']).toBeUndefined();
  expect(Buffer.compare(await collectBody(stream), sent)).toBe(0);
});

test.each([200_000, 2 ** 40])(
  'an answer of %i bytes that is cut off is an error, not a page',
  async (told) => {
    const stream = await answerOf((response) => {
      response.writeHead(200, { 'content-length': told });
      response.write(bytes(100_000), () => response.destroy());
    });
    await expect(collectBody(stream)).rejects.toThrow('aborted');
  },
);

test('memory of the pieces is given back, and only theirs', async () => {
  const stream = await answerOf((response) => {
    response.writeHead(200, { 'content-length': 3_000_000 }).end(bytes(3_000_000));
  });
  const pieces: Buffer[] = [];
  stream.on('data', (piece: Buffer) => pieces.push(piece));
  const body = await collectBody(stream);
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  expect(pieces.some((piece) => piece.byteLength === 0)).toBe(true);
  expect(Buffer.compare(body, bytes(3_000_000))).toBe(0);
});
