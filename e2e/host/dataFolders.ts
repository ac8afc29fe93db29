import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the suite's set-up tells its workers of the seeded data folder. */
export const SEED_FOLDER = 'DYNASCOPE_E2E_SEED';

/** Runs `use` on a fresh data folder: a copy of the seeded one, or an empty one. Removed afterwards. */
export async function withDataFolder(
  content: 'seeded' | 'empty',
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'dynascope-e2e-'));
  const seeded = process.env[SEED_FOLDER];
  if (content === 'seeded') {
    if (seeded === undefined) throw new Error('The suite’s set-up has not made the demonstration data.');
    await cp(seeded, folder, { recursive: true });
  }
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
