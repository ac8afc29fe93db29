import { createServer } from 'node:net';
import { AppError } from '#shared/errors/appError.ts';

/** The only address engines listen on: they have no login of their own. */
export const LOOPBACK = '127.0.0.1';

const listen = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });

/** Whether nothing listens on `port` of the loopback address. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await listen(port)) !== undefined;
}

/** A port nobody listens on. Another program may take it before we do: whoever uses it must try again then. */
export async function freePort(): Promise<number> {
  const port = await listen(0);
  if (port === undefined) {
    throw new AppError('EngineStopped', {
      message: 'No network port could be opened on this computer for the embedded engine.',
      nextStep: 'Close other programs that hold many connections, then try again.',
    });
  }
  return port;
}
