import { contract } from '#shared/contract/index.ts';
import { serve } from '#shared/rpc/server.ts';
import { createHandlers } from './handlers/index.ts';
import { logLine } from './services/logLine.ts';
import { createServices, type ServiceOptions } from './services.ts';
import { startWebHost } from './transport/httpServer.ts';

/** What web mode needs beside what its services do. */
export interface WebModeOptions extends Omit<ServiceOptions, 'host' | 'dialogs'> {
  /** Port of the loopback address; 0 takes any free one. */
  readonly port: number;
  /** Folder of the built window. */
  readonly windowFolder: string;
  /** Told of a fresh one-use address, when a browser came without a good one. */
  readonly onNewLink: (url: string) => void;
}

/** A running web mode. */
export interface WebMode {
  /** Loopback address with a one-use token. */
  readonly url: string;
  /** Ends windows, host and engine, in this order. */
  close(): Promise<void>;
}

/** The composition root without Electron: the same services and handlers, served to browsers of this computer. Throws `PortInUse`. */
export async function startWebMode(options: WebModeOptions): Promise<WebMode> {
  const services = createServices({ ...options, host: 'web' });
  const handlers = createHandlers(services);
  const log = (message: string, cause?: unknown): void => options.log(logLine(message, cause));
  const host = await startWebHost({
    port: options.port,
    windowFolder: options.windowFolder,
    log,
    onNewLink: options.onNewLink,
    onPort: (port) => serve(contract, handlers, port, { log }),
  }).catch(async (error: unknown) => {
    await services.close();
    throw error;
  });
  return {
    url: host.url,
    close: async () => {
      await host.close();
      await services.close();
    },
  };
}
