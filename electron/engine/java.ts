import { spawnSync } from 'node:child_process';

/** Oldest Java that DynamoDB Local 3 runs on (its download page, "Requirements"). */
const OLDEST_JAVA = 17;

/** The major number in what `java -version` prints: 17 for `17.0.15`, 8 for `1.8.0_402`. */
export function javaMajor(text: string): number | undefined {
  const found = /version "(?:1\.)?(\d+)/.exec(text);
  return found?.[1] === undefined ? undefined : Number(found[1]);
}

/** Why Java cannot run DynamoDB Local here, as a plain sentence; undefined when it can. */
export function javaUnavailable(command = 'java'): string | undefined {
  const result = spawnSync(command, ['-version'], { encoding: 'utf8', timeout: 20_000 });
  if (result.error !== undefined || result.status !== 0)
    return `Java ${OLDEST_JAVA} or newer is not installed.`;
  const major = javaMajor(result.stderr + result.stdout);
  if (major === undefined || major >= OLDEST_JAVA) return undefined;
  return `The installed Java is version ${major}, and DynamoDB Local needs ${OLDEST_JAVA} or newer.`;
}

/** Why Maven cannot fetch DynamoDB Local here, as a plain sentence; undefined when it can. */
export function mavenUnavailable(command = 'mvn'): string | undefined {
  const shell = process.platform === 'win32';
  const result = spawnSync(command, ['-version'], { encoding: 'utf8', timeout: 30_000, shell });
  return result.error !== undefined || result.status !== 0 ? 'Maven (mvn) is not installed.' : undefined;
}
