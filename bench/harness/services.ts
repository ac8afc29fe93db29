import { createServices } from '../../electron/services.ts';
import type { Services } from '../../electron/hostServices.ts';
import { built, ROOT } from './paths.ts';

/** Runs `use` on the host's services in this process, and ends them. */
export async function withServices<T>(
  dataFolder: string,
  use: (services: Services) => Promise<T>,
): Promise<T> {
  const services = createServices({
    host: 'web',
    version: 'bench',
    dataFolder,
    resolveFrom: [ROOT],
    workerFile: built('replayWorker.cjs'),
    demo: false,
    log: () => undefined,
  });
  try {
    return await use(services);
  } finally {
    await services.close();
  }
}

/** The connection of the embedded engine. */
export const CONNECTION = 'embedded';
