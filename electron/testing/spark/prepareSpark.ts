import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { javaUnavailable } from '../../engine/java.ts';
import { withFileLock } from '../../settings/fileLock.ts';

/** The release of PySpark that we test with. */
export const PYSPARK_VERSION = '4.3.0';

/** Time for the download of some 400 MB. */
const LIMIT_MS = 900_000;

const pythonOf = (folder: string): string => join(folder, 'bin', 'python');

/** Why Spark cannot run here, as a plain sentence; undefined when it can. */
export function sparkUnavailable(): string | undefined {
  const { status } = spawnSync('python3', ['-c', 'import venv, ensurepip'], { timeout: 20_000 });
  if (status !== 0) return 'Python 3 with venv is not installed.';
  return javaUnavailable();
}

const run = (command: string, args: readonly string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    execFile(command, args, { timeout: LIMIT_MS, maxBuffer: 10_000_000 }, (error, _, stderr) => {
      if (error === null) resolve();
      else reject(new Error(`${command} ${args.join(' ')} failed: ${stderr.slice(-2000)}`, { cause: error }));
    });
  });

/** Installs PySpark from PyPI into a virtual environment under `cacheFolder`, once; gives its Python. */
export async function prepareSpark(cacheFolder: string): Promise<string> {
  const folder = join(cacheFolder, `pyspark-${PYSPARK_VERSION}`);
  await withFileLock(
    `${folder}.lock`,
    async () => {
      const complete = join(folder, 'complete');
      if (existsSync(complete)) return;
      await rm(folder, { recursive: true, force: true });
      await run('python3', ['-m', 'venv', folder]);
      await run(pythonOf(folder), ['-m', 'pip', 'install', '--quiet', `pyspark==${PYSPARK_VERSION}`]);
      await writeFile(complete, '');
    },
    LIMIT_MS,
  );
  return pythonOf(folder);
}
