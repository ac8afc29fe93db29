import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from './host/cli.ts';
import { SEED_FOLDER } from './host/dataFolders.ts';

/** Ordinary tasks beside the planted ones: enough to fill the list, few enough to copy for every test that writes. */
const TASKS = 160;

/** Makes the demonstration data once for the whole run; tests run on it or on copies. Returns what removes it. */
// eslint-disable-next-line no-restricted-syntax -- the form that Playwright asks of a global set-up
export default async function seed(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'dynascope-seed-'));
  await runCli(['seed', '--layout', 'all', '--faults', '--seed', 'e2e', '--tasks', String(TASKS)], folder);
  process.env[SEED_FOLDER] = folder;
  return () => rm(folder, { recursive: true, force: true });
}
