import envPaths from 'env-paths';
import { resolve } from 'node:path';

const paths = envPaths('dynascope', { suffix: '' });

type Environment = Readonly<Record<string, string | undefined>>;

const chosen = (value: string | undefined): string | undefined =>
  value === undefined || value === '' ? undefined : resolve(value);

/** Absolute path of the folder for the reader's own data: `DYNASCOPE_DATA`, else where the system keeps such things. */
export function dataFolder(env: Environment = process.env): string {
  return chosen(env.DYNASCOPE_DATA) ?? paths.data;
}

/** Absolute path of the folder for what can be fetched again: `DYNASCOPE_CACHE`, else the system's cache folder. */
export function cacheFolder(env: Environment = process.env): string {
  return chosen(env.DYNASCOPE_CACHE) ?? paths.cache;
}
