import { unwatchFile, watchFile } from 'node:fs';

/** How often files are looked at, in milliseconds. */
const EVERY_MS = 400;

/** Files that are looked at for changes. */
export interface FileWatcher {
  /** Looks at these from now on, and at no others. */
  watch(paths: readonly string[]): void;
  stop(): void;
}

/**
 * Calls `onChange` when one of the files watched changes, comes or goes. Asks for their times instead of the system's
 * notices: editors replace files, and network and container file systems tell nothing of it.
 */
export function watchFiles(onChange: () => void): FileWatcher {
  const watched = new Set<string>();
  const changed = (now: { readonly mtimeMs: number; readonly size: number }, before: typeof now): void => {
    if (now.mtimeMs !== before.mtimeMs || now.size !== before.size) onChange();
  };
  const drop = (path: string): void => {
    unwatchFile(path, changed);
    watched.delete(path);
  };
  return {
    watch(paths) {
      const wanted = new Set(paths);
      for (const path of watched) if (!wanted.has(path)) drop(path);
      for (const path of wanted) {
        if (watched.has(path)) continue;
        watched.add(path);
        watchFile(path, { interval: EVERY_MS, persistent: false }, changed);
      }
    },
    stop() {
      for (const path of watched) drop(path);
    },
  };
}
