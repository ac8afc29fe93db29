import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createPort, type Port } from '#shared/rpc/port.ts';
import { portContract } from '#shared/rpc/port.contract.ts';
import { startWebHost } from './httpServer.ts';
import { makeTestWindow } from './testing/windowFolder.ts';

const made = await makeTestWindow();
afterAll(() => made.remove());

/** A web host with one window connected through the real handshake: link, cookie, socket. */
const connectThroughHost = async () => {
  let arrived: (port: Port) => void = () => undefined;
  const server = new Promise<Port>((resolve) => (arrived = resolve));
  const logs: string[] = [];
  const host = await startWebHost({
    port: 0,
    windowFolder: made.folder,
    onPort: (port) => arrived(port),
    log: (message) => logs.push(message),
  });
  const launched = await fetch(host.url, { redirect: 'manual' });
  const cookie = launched.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const socket = new WebSocket(`${host.origin.replace('http', 'ws')}/rpc`, {
    headers: { origin: host.origin, cookie },
  });
  const end = createPort(randomUUID(), {
    send: (frame) => socket.send(frame),
    shut: () => socket.close(),
  });
  socket.on('message', (data) => end.deliver(Buffer.isBuffer(data) ? data.toString('utf8') : ''));
  socket.on('close', end.closed);
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return { host, socket, logs, client: end.port, server: await server, dispose: () => host.close() };
};

portContract('WebSocket', connectThroughHost);

describe('the WebSocket line', () => {
  it('ends with the host, and says why', async () => {
    const { socket, server, host } = await connectThroughHost();
    const codes: number[] = [];
    let closed = false;
    socket.on('close', (code) => codes.push(code));
    server.onClose(() => (closed = true));
    await host.close();
    await expect.poll(() => codes).toEqual([1001]);
    expect(closed).toBe(true);
  });

  it('takes no binary', async () => {
    const { socket, dispose } = await connectThroughHost();
    const codes: number[] = [];
    socket.on('close', (code) => codes.push(code));
    socket.send(Buffer.from('{}'));
    await expect.poll(() => codes).toEqual([1003]);
    await dispose();
  });

  it('ends what is far too large', async () => {
    const { socket, dispose } = await connectThroughHost();
    const codes: number[] = [];
    socket.on('close', (code) => codes.push(code));
    socket.send('x'.repeat(50 * 1024 * 1024));
    await expect.poll(() => codes, { timeout: 20_000 }).toEqual([1009]);
    await dispose();
  });

  it('ends for the host when the window vanishes without a goodbye', async () => {
    const { socket, server, dispose } = await connectThroughHost();
    let closed = false;
    server.onClose(() => (closed = true));
    socket.terminate();
    await expect.poll(() => closed).toBe(true);
    await dispose();
  });
});
