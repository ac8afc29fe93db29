import type { Server } from 'node:net';
import { AppError } from '#shared/errors/appError.ts';

const codeOf = (error: Error): unknown => ('code' in error ? error.code : undefined);

const listenError = (error: Error, port: number): AppError => {
  const why =
    codeOf(error) === 'EACCES' ? 'may not be used by this account' : 'is already in use on this computer';
  return new AppError('PortInUse', {
    message:
      codeOf(error) === 'EADDRINUSE' || codeOf(error) === 'EACCES'
        ? `Port ${port} ${why}.`
        : `Port ${port} could not be opened.`,
    nextStep: 'Choose another with --port, or leave the option out to take any free one.',
    details: { port },
    cause: error,
  });
};

/**
 * Lets `server` listen on `port` of 127.0.0.1, and on nothing else; 0 takes any free port. Resolves to the port.
 * Throws `PortInUse`.
 */
export function listenOnLoopback(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: Error): void => reject(listenError(error, port));
    server.once('error', onError);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', onError);
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(listenError(new Error('no address'), port));
    });
  });
}
