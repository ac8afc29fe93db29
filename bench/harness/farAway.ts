import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** An endpoint whose server seems `ms` milliseconds further away in each direction; what is sent arrives in order. */
export async function farAway(
  endpoint: string,
  ms: number,
): Promise<{ readonly endpoint: string; readonly close: () => void }> {
  const { hostname, port } = new URL(endpoint);
  const open = new Set<Socket>();
  const later = (from: Socket, to: Socket): void => {
    from.on('data', (part) => setTimeout(() => to.write(part), ms));
    from.on('close', () => setTimeout(() => to.destroy(), ms));
    from.on('error', () => to.destroy());
    open.add(from);
  };
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    near.setNoDelay(true);
    far.setNoDelay(true);
    later(near, far);
    later(far, near);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const own = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${own}`,
    close: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
