import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';

/** Runs `work` against a server on loopback that answers as told, at `endpoint`. */
export async function withServer(
  answer: RequestListener,
  work: (endpoint: string) => Promise<void>,
): Promise<void> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    await work(`http://127.0.0.1:${port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
