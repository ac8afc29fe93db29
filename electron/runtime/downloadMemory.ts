import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';

const schema = z.object({ version: z.string(), at: z.string(), reason: z.string() });
const DAY_MS = 86_400_000;

/** Remembers that Electron's runtime could not be downloaded, so that not every start waits for that anew. */
export interface DownloadMemory {
  /** Why it failed within the last 24 hours; undefined when it should be tried. */
  readonly recall: (version: string) => string | undefined;
  readonly remember: (version: string, reason: string) => void;
}

/** The memory in `<cacheFolder>/electron-download.json`. Losing it costs one more attempt, so its errors are ignored. */
export function downloadMemory(cacheFolder: string, now: () => number = Date.now): DownloadMemory {
  const file = join(cacheFolder, 'electron-download.json');
  return {
    recall: (version) => {
      try {
        const last = schema.parse(JSON.parse(readFileSync(file, 'utf8')));
        const age = now() - Date.parse(last.at);
        return last.version === version && age >= 0 && age < DAY_MS ? last.reason : undefined;
      } catch {
        return undefined;
      }
    },
    remember: (version, reason) => {
      try {
        mkdirSync(cacheFolder, { recursive: true });
        const entry = { version, at: new Date(now()).toISOString(), reason };
        writeFileAtomic.sync(file, JSON.stringify(entry));
      } catch {
        // A cache that cannot be written is no reason to fail.
      }
    },
  };
}
