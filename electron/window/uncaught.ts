import { dialog } from 'electron';

/** What is done with an error that nobody caught. */
export interface UncaughtOptions {
  readonly log: (message: string, cause?: unknown) => void;
  /** Whether there still is a reader to tell. */
  readonly isEnding: () => boolean;
}

/**
 * Logs what nobody caught in the main process, and tells of the first. Electron's own box waits for a press before
 * anything else goes on, also when the program is about to end and has no window: it then never ends
 * (electron, lib/browser/init.ts).
 */
export function logUncaught({ log, isEnding }: UncaughtOptions): void {
  let told = false;
  process.on('uncaughtException', (error) => {
    log('an error that nobody caught', error.stack ?? error);
    if (told || isEnding()) return;
    told = true;
    void dialog.showMessageBox({
      type: 'error',
      title: 'Dynascope',
      message: 'Something in Dynascope failed unexpectedly.',
      detail: `${error.name}: ${error.message}\n\nIf something looks wrong from here on, start Dynascope again.`,
    });
  });
}
