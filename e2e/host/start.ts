import { startDesktop } from './desktop.ts';
import type { Host } from './host.ts';
import { startWeb } from './web.ts';

/** Starts the program that a Playwright project stands for on a data folder. */
export function startHost(project: string, dataFolder: string): Promise<Host> {
  return project === 'desktop' ? startDesktop(dataFolder) : startWeb(dataFolder);
}
