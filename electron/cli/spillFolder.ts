import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for what an audit cannot hold in memory. */
export interface SpillFolder {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

/** Makes one. However the process ends, short of being killed, it does not stay behind. */
export async function makeSpillFolder(): Promise<SpillFolder> {
  const path = await mkdtemp(join(tmpdir(), 'dynascope-audit-'));
  // Ctrl-C twice ends the process at once, past every `finally`.
  const removeNow = (): void => rmSync(path, { recursive: true, force: true });
  process.once('exit', removeNow);
  return {
    path,
    remove: async () => {
      await rm(path, { recursive: true, force: true });
      process.off('exit', removeNow);
    },
  };
}
