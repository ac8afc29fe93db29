import { existsSync } from 'node:fs';
import { isExecutable } from './executable.ts';
import { findChromium } from './findChromium.ts';
import { runCaptured } from './runCaptured.ts';

const LIMIT_MS = 600_000;

/** Files by which a package is known to be there, in whatever way it came. Others are asked of dpkg. */
const isPresent = async (name: string): Promise<boolean> => {
  if (name === 'chromium') return findChromium() !== undefined;
  if (name === 'xvfb') return isExecutable('/usr/bin/xvfb-run');
  return (await runCaptured('dpkg', ['-s', name], { limitMs: 10_000 })).ok;
};

const missingOf = async (packages: readonly string[]): Promise<readonly string[]> => {
  const present = await Promise.all(packages.map(isPresent));
  return packages.filter((_, index) => present[index] !== true);
};

const adviceFor = (missing: readonly string[]): string => {
  if (process.platform === 'linux') return `Please install: ${missing.join(', ')}.`;
  const named = missing.filter((name) => name !== 'xvfb');
  return `Please install: ${named.join(', ')} (for Chromium: npx playwright install chromium).`;
};

/**
 * Installs what is missing of the Debian packages `packages` by apt, on Debian and its kin as root. Elsewhere nothing
 * is changed. Never throws.
 * @returns undefined when all are there now, else a plain sentence on what to install.
 */
export async function ensureDebianPackages(
  packages: readonly string[],
  log: (line: string) => void,
): Promise<string | undefined> {
  // Only Linux needs a display made for it.
  const wanted = process.platform === 'linux' ? packages : packages.filter((name) => name !== 'xvfb');
  const missing = await missingOf(wanted);
  if (missing.length === 0) return undefined;
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return adviceFor(missing);
  log(`Installing ${missing.join(' and ')} with apt.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await runCaptured('apt-get', ['update'], { limitMs: LIMIT_MS, env });
  const args = ['install', '-y', '--no-install-recommends', ...missing];
  const install = await runCaptured('apt-get', args, { limitMs: LIMIT_MS, env });
  const left = await missingOf(missing);
  if (left.length === 0) return undefined;
  const why = (install.ok ? update : install).output.split('\n').at(-1) ?? '';
  return `apt could not install ${left.join(' and ')}. ${why}`;
}
